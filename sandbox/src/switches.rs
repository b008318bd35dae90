//! The ways in which the documentation lets the API be, one chosen.

use serde::{Deserialize, Serialize};

#[derive(Clone, Serialize)]
pub(crate) struct Switches {
    pub(crate) profile_shape: ProfileShape,
    pub(crate) unauthorized_text: Generation,
    /// The status at each poll; the last one stays.
    pub(crate) task_plan: Vec<String>,
    /// The checks before an operation's own, in their order.
    pub(crate) check_order: Vec<Check>,
    /// Connection requests a team may send in seven days.
    pub(crate) invitation_limit: usize,
}

#[derive(Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ProfileShape {
    Flat,
    Nested,
}

#[derive(Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Generation {
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

impl Default for Switches {
    fn default() -> Self {
        Self {
            // The likelier current shape (spec 4.1).
            profile_shape: ProfileShape::Nested,
            unauthorized_text: Generation::New,
            task_plan: ["pending", "processing", "completed"].map(str::to_owned).into(),
            check_order: vec![Check::Key, Check::Extension, Check::Method],
            // invented: the documentation names the limit, not its size.
            invitation_limit: 100,
        }
    }
}

/// A change of some switches.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Change {
    profile_shape: Option<ProfileShape>,
    unauthorized_text: Option<Generation>,
    task_plan: Option<Vec<String>>,
    check_order: Option<Vec<Check>>,
    invitation_limit: Option<usize>,
}

impl Switches {
    pub(crate) fn apply(&mut self, change: Change) -> Result<(), &'static str> {
        if change.task_plan.as_ref().is_some_and(Vec::is_empty) {
            return Err("task_plan needs at least one status");
        }
        set(&mut self.profile_shape, change.profile_shape);
        set(&mut self.unauthorized_text, change.unauthorized_text);
        set(&mut self.task_plan, change.task_plan);
        set(&mut self.check_order, change.check_order);
        set(&mut self.invitation_limit, change.invitation_limit);
        Ok(())
    }
}

fn set<T>(switch: &mut T, given: Option<T>) {
    if let Some(value) = given {
        *switch = value;
    }
}
