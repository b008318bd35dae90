//! The behavior of the sandbox where the API's documentation leaves a choice. `POST /__sandbox/switches` changes it.

use serde::{Deserialize, Serialize};

/// The largest `page_size` (docs/api.md, Interactions).
pub(crate) const MAX_PAGE_SIZE: usize = 100;

#[derive(Clone, Serialize)]
pub(crate) struct Behavior {
    pub(crate) profile_shape: ProfileShape,
    pub(crate) unauthorized_text: UnauthorizedText,
    /// The status of a task at each poll. The last one applies to all later polls.
    pub(crate) task_plan: Vec<String>,
    /// The order of the checks that come before those of an operation.
    pub(crate) check_order: Vec<Check>,
    /// The number of connection requests that a team may send in seven days.
    pub(crate) invitation_limit: usize,
    /// The `page_size` of interactions when a request has none.
    pub(crate) interactions_page_size: usize,
    /// The field names of a keyword's rule in `keyword_tracking`.
    pub(crate) keyword_fields: KeywordFields,
}

#[derive(Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum KeywordFields {
    /// `primary_keyword` and `exclude_keywords`
    Old,
    /// `keyword` and `excluded_keywords`
    New,
}

#[derive(Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ProfileShape {
    Flat,
    Nested,
}

#[derive(Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum UnauthorizedText {
    Old,
    New,
}

#[derive(Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Check {
    Key,
    Extension,
    Method,
}

impl Default for Behavior {
    fn default() -> Self {
        Self {
            // More likely the current shape (docs/api.md, fetch-profile).
            profile_shape: ProfileShape::Nested,
            unauthorized_text: UnauthorizedText::New,
            task_plan: ["pending", "processing", "completed"].map(str::to_owned).into(),
            check_order: vec![Check::Key, Check::Extension, Check::Method],
            // invented: the documentation names the limit, not its size.
            invitation_limit: 100,
            // The newest page says 20, older ones 10 (docs/api.md, Interactions).
            interactions_page_size: 20,
            keyword_fields: KeywordFields::New,
        }
    }
}

/// A change of the behavior. Absent fields stay unchanged.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BehaviorChange {
    profile_shape: Option<ProfileShape>,
    unauthorized_text: Option<UnauthorizedText>,
    task_plan: Option<Vec<String>>,
    check_order: Option<Vec<Check>>,
    invitation_limit: Option<usize>,
    interactions_page_size: Option<usize>,
    keyword_fields: Option<KeywordFields>,
}

impl Behavior {
    /// Applies a change, or nothing of it when one of the fields is invalid.
    pub(crate) fn apply(&mut self, change: BehaviorChange) -> Result<(), String> {
        if change.task_plan.as_ref().is_some_and(Vec::is_empty) {
            return Err("invalid \"task_plan\": got an empty list, expected at least one status".to_owned());
        }
        if let Some(size) = change.interactions_page_size.filter(|size| !(1..=MAX_PAGE_SIZE).contains(size)) {
            return Err(format!(
                "invalid \"interactions_page_size\": got {size}, expected a number from 1 to {MAX_PAGE_SIZE}"
            ));
        }
        assign(&mut self.profile_shape, change.profile_shape);
        assign(&mut self.unauthorized_text, change.unauthorized_text);
        assign(&mut self.task_plan, change.task_plan);
        assign(&mut self.check_order, change.check_order);
        assign(&mut self.invitation_limit, change.invitation_limit);
        assign(&mut self.interactions_page_size, change.interactions_page_size);
        assign(&mut self.keyword_fields, change.keyword_fields);
        Ok(())
    }
}

fn assign<T>(field: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *field = value;
    }
}
