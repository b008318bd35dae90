//! Watchlists of the four kinds.

use crate::model::ids::slugify;
use crate::model::keyword::Keyword;
use crate::model::label::Label;
use crate::model::team::TeamIndex;

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum WatchlistKind {
    Keyword,
    People,
    Company,
    Reddit,
}

impl WatchlistKind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Keyword => "keyword",
            Self::People => "people",
            Self::Company => "company",
            Self::Reddit => "reddit",
        }
    }

    /// `fetchFreqInHours` of a watchlist created without one.
    fn default_frequency(self) -> u64 {
        match self {
            Self::Keyword => 12,
            // invented for people and companies: their default was not seen.
            Self::People | Self::Company | Self::Reddit => 24,
        }
    }
}

#[derive(Clone)]
pub(crate) struct Watchlist {
    pub(crate) id: String,
    pub(crate) team: TeamIndex,
    pub(crate) kind: WatchlistKind,
    pub(crate) name: String,
    pub(crate) slug: String,
    pub(crate) description: Option<String>,
    pub(crate) objective: Option<String>,
    /// `fetchFreqInHours`
    pub(crate) frequency: u64,
    pub(crate) disable: bool,
    pub(crate) slack_webhook_url: Option<String>,
    pub(crate) labels: Vec<Label>,
    pub(crate) keywords: Vec<Keyword>,
    /// Slugs of the members or companies of a people or company watchlist.
    pub(crate) profile_slugs: Vec<String>,
    pub(crate) prompt: Option<String>,
    /// When keywords and labels are generated from the prompt.
    pub(crate) generated_at: Option<i64>,
    pub(crate) created_at: i64,
    pub(crate) next_fetch: i64,
}

impl Watchlist {
    pub(crate) fn new(id: String, team: TeamIndex, kind: WatchlistKind, name: &str, now: i64) -> Self {
        Self {
            slug: format!("{}-{}", slugify(name), id.chars().take(4).collect::<String>()),
            id,
            team,
            kind,
            name: name.to_owned(),
            description: None,
            objective: None,
            frequency: kind.default_frequency(),
            disable: false,
            slack_webhook_url: None,
            labels: Vec::new(),
            keywords: Vec::new(),
            profile_slugs: Vec::new(),
            prompt: None,
            generated_at: None,
            created_at: now,
            next_fetch: now,
        }
    }

    pub(crate) fn keyword_texts(&self) -> Vec<&str> {
        self.keywords.iter().map(|keyword| keyword.keyword.as_str()).collect()
    }
}
