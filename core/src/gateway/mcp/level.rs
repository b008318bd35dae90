//! The setting `MCP`.

use crate::api::operation::{Kind, Operation};

/// What the MCP endpoint and agent tokens may do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The endpoint does not exist, and agent tokens are rejected.
    #[default]
    Off,
    /// Reads, and LinkedIn fetches, which create a task that reads.
    Read,
    /// Everything but signing in.
    Write,
}

impl Level {
    /// The level that a setting or a scope names.
    pub fn from_text(text: &str) -> Option<Self> {
        [Self::Off, Self::Read, Self::Write].into_iter().find(|level| level.as_str() == text)
    }

    /// Its name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Read => "read",
            Self::Write => "write",
        }
    }

    /// Whether it covers an operation.
    pub fn allows(self, operation: &Operation) -> bool {
        operation.auth
            && match self {
                Self::Off => false,
                Self::Read => matches!(operation.kind, Kind::Read | Kind::Task),
                Self::Write => true,
            }
    }
}
