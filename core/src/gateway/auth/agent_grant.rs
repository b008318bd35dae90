//! What an agent token allows.

use serde::{Deserialize, Serialize};

use super::operations::AllowedOperations;
use crate::api::operation::Operation;
use crate::gateway::http::api_error::ApiError;
use crate::gateway::mcp::Level;
use crate::policy::code::Code;

/// What an agent token allows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "SealedGrant", into = "SealedGrant")]
pub struct AgentGrant {
    /// Its name, which its owner chose.
    pub name: String,
    /// `read`: reads and LinkedIn fetches; `write`: everything. Never [`Level::Off`].
    pub level: Level,
    /// The operations that it may call; all of its level when absent.
    pub operations: Option<AllowedOperations>,
}

#[derive(Serialize, Deserialize)]
struct SealedGrant {
    name: String,
    scope: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ops: Option<Vec<String>>,
}

impl From<AgentGrant> for SealedGrant {
    fn from(grant: AgentGrant) -> Self {
        let ops = grant.operations.map(|operations| operations.names().to_vec());
        Self { name: grant.name, scope: grant.level.as_str().to_owned(), ops }
    }
}

impl TryFrom<SealedGrant> for AgentGrant {
    type Error = String;

    fn try_from(sealed: SealedGrant) -> Result<Self, String> {
        let level = Level::from_text(&sealed.scope).filter(|level| *level != Level::Off);
        let level = level.ok_or_else(|| "unknown scope".to_owned())?;
        let operations = sealed.ops.map(AllowedOperations::parse).transpose()?;
        Ok(Self { name: sealed.name, level, operations })
    }
}

impl AgentGrant {
    /// Checks an operation against the token and against `MCP`, which limits every agent token on every route.
    ///
    /// # Errors
    /// 403 `access_denied` that says which of the two does not allow it.
    pub fn check(&self, operation: &Operation, setting: Level) -> Result<(), ApiError> {
        let denied = |text: String| Err(ApiError::new(403, Code::AccessDenied, text));
        if !self.level.allows(operation) {
            return denied(format!("{} needs an agent token with scope write; this one reads", operation.name));
        }
        if !setting.allows(operation) {
            return denied(format!("{} writes, and this gateway lets agents only read (MCP)", operation.name));
        }
        match &self.operations {
            Some(operations) if !operations.allows(operation) => denied(format!(
                "{} is not among the operations of this agent token: make one that has it",
                operation.name
            )),
            _ => Ok(()),
        }
    }
}
