//! The names of operations and error codes as types.

use super::write::HEADER;
use crate::api::OPERATIONS;
use crate::api::operation::{Kind, Operation};
use crate::policy::code::{Class, Code};

/// The codes of errors, and those of each class.
pub fn codes() -> String {
    let mut text = format!("{HEADER}/** Every code an error can have. */\nexport type ErrorCode =\n");
    for code in Code::ALL {
        text += &format!("  /** {} */\n  | \"{}\"\n", code.description().trim(), code.as_str());
    }
    text.truncate(text.len() - 1);
    text += ";\n\n/** The codes of each error class. */\nexport interface ErrorCodes {\n";
    for class in Class::ALL {
        let codes: Vec<_> = Code::ALL.iter().filter(|code| code.class() == class).map(|code| code.as_str()).collect();
        text += &format!("  {}: \"{}\";\n", class.as_str(), codes.join("\" | \""));
    }
    text + "}\n"
}

/// The names of the operations.
pub fn operations() -> String {
    let union = |description: &str, name: &str, is_member: &dyn Fn(&Operation) -> bool| {
        let members = OPERATIONS.iter().filter(|operation| is_member(operation));
        let members: Vec<_> = members.map(|operation| format!("  | \"{}\"", operation.name)).collect();
        format!("/** {description} */\nexport type {name} =\n{};\n", members.join("\n"))
    };
    [
        HEADER.trim_end().to_owned() + "\n",
        union("The operations of the API, by the name that errors and hooks use.", "OperationName", &|_| true),
        union("The operations that only read.", "ReadOperationName", &|operation| operation.kind == Kind::Read),
        union("The operations that return a list in pages.", "ListOperationName", &|operation| {
            operation.kind == Kind::Read && operation.paging.is_some()
        }),
    ]
    .join("\n")
}
