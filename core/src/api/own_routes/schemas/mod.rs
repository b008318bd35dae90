//! The responses of the own routes. A gateway adds fields from version to version, so the objects are open.

mod credentials;
mod records;
mod state;

pub use credentials::{AGENT_LIST, NEW_AGENT, PUBLIC_SESSION_RESPONSE, RPC_RESPONSE, SESSION_RESPONSE};
pub use records::{AUDIT, REQUESTS, TEAMS, USAGE};
pub use state::{DOCUMENT, HEALTH, STATUS, TEST_ALERT};

use crate::api::open_enum::OpenEnum;
use crate::api::schema::Type::{Enum, Integer, List, Text};
use crate::api::schema::{Field, Type, field};

const MILLISECONDS: &str = "Milliseconds since 1970";
const TEXTS: Type = List(&Text);

const fn time(name: &'static str, description: &'static str) -> Field {
    field(name, Integer, description).unit(MILLISECONDS).always()
}

const fn count(name: &'static str, description: &'static str) -> Field {
    field(name, Integer, description).always()
}

const fn text(name: &'static str, description: &'static str) -> Field {
    field(name, Text, description).always()
}

const fn known(name: &'static str, values: &'static OpenEnum, description: &'static str) -> Field {
    field(name, Enum(values), description).always()
}

const fn list(name: &'static str, items: &'static Type, description: &'static str) -> Field {
    field(name, List(items), description).always()
}

/// The values of the setting `MCP`.
const MCP_LEVEL: OpenEnum = OpenEnum { name: "", description: "", values: &[("off", ""), ("read", ""), ("write", "")] };
