//! Insecure rules that security fixes replaced. `npm run attack` shows that each attack fails against the shipped gateway and succeeds
//! against a build that restores the old rule. Without the feature `old-rules` none of them applies, and the compiler removes their code.

/// A rule that a security fix replaced. Each description says what the gateway does while the rule is restored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OldRule {
    /// A stream holds back only the bytes that could be the beginning of the key.
    PartialHoldBack,
    /// Buffered upstream bodies have no size limit.
    UnboundedBodies,
    /// Attempts to verify a code are counted by e-mail address only.
    TriesByEmailAlone,
    /// A credential is checked before the body arrives and not again afterwards.
    CheckedOnce,
    /// Any text with an `@` is accepted as an e-mail address.
    LooseEmails,
    /// Limiter objects keep their tables, and therefore exist, after their last window has ended.
    KeptLimiters,
    /// IPv6 callers are counted by their /64 only.
    V6By64Alone,
    /// `/_gateway/session`, `/_gateway/usage` and alerts are not searched for keys.
    UnsearchedOwnTexts,
    /// A webhook message contains the API's team id without escaping.
    RawWebhookTexts,
    /// Callers without a credential share idempotency keys with other callers at their address.
    StoredPublicWrites,
    /// A Turnstile token is accepted whichever site it was solved on.
    AnyTurnstileHost,
    /// Header fields of a JWT other than `alg` are ignored.
    IgnoredJwtHeader,
    /// A sign-out with a JWT succeeds and revokes nothing.
    UnrevokedTokens,
    /// The escapes in which servers may write a secret are not undone before the search.
    EscapesNotUndone,
    /// A success is forwarded whatever its body is.
    AnySuccessBody,
    /// Upstream bodies are read in chunks of any size, without yielding to other requests.
    ReadsOfAnySize,
    /// The limits of an agent token apply to the list of tools, but not to the calls of tools.
    AgentsLimitedByList,
}

impl OldRule {
    /// All rules.
    pub const ALL: [Self; 17] = [
        Self::PartialHoldBack,
        Self::UnboundedBodies,
        Self::TriesByEmailAlone,
        Self::CheckedOnce,
        Self::LooseEmails,
        Self::KeptLimiters,
        Self::V6By64Alone,
        Self::UnsearchedOwnTexts,
        Self::RawWebhookTexts,
        Self::StoredPublicWrites,
        Self::AnyTurnstileHost,
        Self::IgnoredJwtHeader,
        Self::UnrevokedTokens,
        Self::EscapesNotUndone,
        Self::AnySuccessBody,
        Self::ReadsOfAnySize,
        Self::AgentsLimitedByList,
    ];

    /// Its name in the setting `OLD_RULES`.
    pub fn name(self) -> &'static str {
        match self {
            Self::PartialHoldBack => "partial-hold-back",
            Self::UnboundedBodies => "unbounded-bodies",
            Self::TriesByEmailAlone => "tries-by-email-alone",
            Self::CheckedOnce => "checked-once",
            Self::LooseEmails => "loose-emails",
            Self::KeptLimiters => "kept-limiters",
            Self::V6By64Alone => "v6-by-64-alone",
            Self::UnsearchedOwnTexts => "unsearched-own-texts",
            Self::RawWebhookTexts => "raw-webhook-texts",
            Self::StoredPublicWrites => "stored-public-writes",
            Self::AnyTurnstileHost => "any-turnstile-host",
            Self::IgnoredJwtHeader => "ignored-jwt-header",
            Self::UnrevokedTokens => "unrevoked-tokens",
            Self::EscapesNotUndone => "escapes-not-undone",
            Self::AnySuccessBody => "any-success-body",
            Self::ReadsOfAnySize => "reads-of-any-size",
            Self::AgentsLimitedByList => "agents-limited-by-list",
        }
    }

    /// Whether the old rule applies.
    #[cfg(not(feature = "old-rules"))]
    pub const fn applies(self) -> bool {
        false
    }
}

#[cfg(feature = "old-rules")]
mod active {
    use std::cell::Cell;

    use super::OldRule;

    thread_local! {
        static ACTIVE: Cell<u32> = const { Cell::new(0) };
    }

    impl OldRule {
        /// Whether the old rule applies.
        pub fn applies(self) -> bool {
            ACTIVE.get() & (1 << self as u32) != 0
        }

        /// Restores the rules of a comma-separated list.
        pub fn restore(names: &str) {
            let rules = Self::ALL.into_iter().filter(|rule| names.split(',').any(|name| name.trim() == rule.name()));
            ACTIVE.set(rules.fold(0, |active, rule| active | (1 << rule as u32)));
        }
    }
}
