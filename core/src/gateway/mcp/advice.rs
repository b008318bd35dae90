//! Advice for agents: what to do about each error code.

use crate::policy::code::Code;

/// What to do about an error of this code, as a sentence.
pub fn advice(code: Code) -> &'static str {
    match code {
        Code::InvalidRequest => "Correct the argument that the text names and call the tool again.",
        Code::MissingKey | Code::InvalidKey | Code::SessionExpired | Code::InvalidOtp => {
            "Do not retry. Ask the user for a new agent token, made on the gateway's page \"Connect an agent\"."
        }
        Code::PlanLimit => "Do not retry. Tell the user that the OutX plan is used up; get_team shows its limits.",
        Code::ExtensionInactive => {
            "Do not retry. Ask the user to open Chrome with the OutX extension, then call the tool again."
        }
        Code::AccessDenied | Code::OriginDenied | Code::RouteDenied => {
            "Do not retry. Tell the user that this token does not allow it."
        }
        Code::NotFound => "Check the id or the slug; a list tool shows which exist.",
        Code::IdempotencyConflict => "Call the tool again as a new request.",
        Code::OutcomeUnknown => {
            "Do not repeat it: it may have taken effect. Look first, with a reading tool or on LinkedIn, and tell the user."
        }
        Code::RateLimited => "Wait as long as retry_after_seconds says, then call the tool again.",
        Code::ActionBudget => {
            "Do not retry now. The team's LinkedIn actions of this hour are used up; get_usage shows when the next is possible."
        }
        Code::Upstream | Code::BadResponse | Code::Network | Code::Timeout => {
            "A reading tool can be called again in a minute. After a writing tool, look first whether it took effect."
        }
        Code::Misconfigured => {
            "Do not retry. Ask the operator of the gateway to correct the setting that the text names."
        }
        Code::TaskFailed => {
            "LinkedIn or the extension ended the task. Check the arguments before you call the tool again."
        }
        Code::TaskTimeout => "The task goes on. Ask for it with get_task_status; do not call the tool again.",
        Code::Panic => "Do not repeat a writing tool: look first whether it took effect.",
    }
}
