//! `operations.js`: what the client's JavaScript face knows of the table.

use crate::operation::Kind;
use crate::operations::OPERATIONS;

/// The module's text: each operation's name, in the order of the rows, with its kind (0 read, 1 read in pages, 2 write, 3 task, 4 write-task).
pub fn methods() -> String {
    let mut text =
        String::from("// Made from the operation table; see core/src/operations.rs.\nexport const operations = {\n");
    for operation in &OPERATIONS {
        let kind = match operation.kind {
            Kind::Read if operation.paging.is_some() => 1,
            Kind::Read => 0,
            Kind::Write => 2,
            Kind::Task => 3,
            Kind::WriteTask => 4,
        };
        text += &format!("  \"{}\": {kind},\n", operation.name);
    }
    text + "};\n"
}
