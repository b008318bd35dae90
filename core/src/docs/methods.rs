//! `operations.js`: what the client's JavaScript face knows of the table.

use crate::operation::Kind;
use crate::operations::OPERATIONS;

/// The module's text: each operation's name with its row and kind (0 read, 1 write, 2 task, 3 write-task).
pub fn methods() -> String {
    let mut text =
        String::from("// Made from the operation table; see core/src/operations.rs.\nexport const operations = {\n");
    for (index, operation) in OPERATIONS.iter().enumerate() {
        let kind = match operation.kind {
            Kind::Read => 0,
            Kind::Write => 1,
            Kind::Task => 2,
            Kind::WriteTask => 3,
        };
        text += &format!("  \"{}\": [{index}, {kind}],\n", operation.name);
    }
    text + "};\n"
}
