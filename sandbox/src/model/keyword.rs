//! A keyword of a keyword or Reddit watchlist, with its rule.

#[derive(Clone)]
pub(crate) struct Keyword {
    pub(crate) keyword: String,
    pub(crate) required_keywords: Vec<String>,
    pub(crate) excluded_keywords: Vec<String>,
    /// Posts must contain all of `required_keywords` rather than one of them.
    pub(crate) include_all_required: bool,
}

impl Keyword {
    /// A keyword without a rule. // invented: the default of `include_all_required`.
    pub(crate) fn new(keyword: &str) -> Self {
        Self {
            keyword: keyword.to_owned(),
            required_keywords: Vec::new(),
            excluded_keywords: Vec::new(),
            include_all_required: false,
        }
    }

    /// Keywords that differ in case only are the same.
    pub(crate) fn is_same_as(&self, other: &Self) -> bool {
        self.keyword.to_lowercase() == other.keyword.to_lowercase()
    }
}
