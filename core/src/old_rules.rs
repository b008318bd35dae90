//! Rules that were wrong, for `npm run attack`: it shows that each attack fails against the gateway that ships, and succeeds against a build
//! in which the old rule is put back. Without the feature `old-rules` no old rule applies, and the compiler removes what asks for one.

/// A rule that a security fix replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OldRule {
    /// A stream held back exactly as many bytes as could begin the key.
    PartialHoldBack,
    /// Upstream bodies that are buffered had no size limit.
    UnboundedBodies,
    /// Tries of codes were counted by e-mail address alone.
    TriesByEmailAlone,
    /// A credential was checked before the body arrived, and never again.
    CheckedOnce,
    /// Any text with an `@` was an e-mail address.
    LooseEmails,
}

impl OldRule {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::PartialHoldBack, Self::UnboundedBodies, Self::TriesByEmailAlone, Self::CheckedOnce, Self::LooseEmails];

    /// Its name in the setting `OLD_RULES`.
    pub fn name(self) -> &'static str {
        match self {
            Self::PartialHoldBack => "partial-hold-back",
            Self::UnboundedBodies => "unbounded-bodies",
            Self::TriesByEmailAlone => "tries-by-email-alone",
            Self::CheckedOnce => "checked-once",
            Self::LooseEmails => "loose-emails",
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

        /// Puts the rules of a comma list back.
        pub fn put_back(names: &str) {
            let rules = Self::ALL.into_iter().filter(|rule| names.split(',').any(|name| name.trim() == rule.name()));
            ACTIVE.set(rules.fold(0, |active, rule| active | (1 << rule as u32)));
        }
    }
}
