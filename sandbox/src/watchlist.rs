//! Watchlists of the four kinds: what they share (spec 5.1).

use serde_json::{Map, Value, json};

use crate::call::Call;
use crate::clock::{HOUR, iso};
use crate::keyword::Keyword;
use crate::label::Label;
use crate::refusal::{Answer, Refusal};
use crate::team::TeamIndex;
use crate::world::World;
use crate::{collect, id};

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Kind {
    Keyword,
    People,
    Company,
    Reddit,
}

impl Kind {
    /// The kind that an operation's path is about.
    pub(crate) fn of(call: &Call) -> Self {
        match call.path.as_str() {
            "/api-people-watchlist" => Self::People,
            "/api-company-watchlist" => Self::Company,
            "/api-reddit-watchlist" => Self::Reddit,
            _ => Self::Keyword,
        }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Keyword => "keyword",
            Self::People => "people",
            Self::Company => "company",
            Self::Reddit => "reddit",
        }
    }

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
    pub(crate) kind: Kind,
    pub(crate) name: String,
    slug: String,
    pub(crate) description: Option<String>,
    pub(crate) objective: Option<String>,
    /// `fetchFreqInHours`
    pub(crate) frequency: u64,
    pub(crate) disable: bool,
    pub(crate) slack_webhook_url: Option<String>,
    pub(crate) labels: Vec<Label>,
    pub(crate) keywords: Vec<Keyword>,
    /// Slugs of members or companies.
    pub(crate) followed: Vec<String>,
    pub(crate) prompt: Option<String>,
    /// When keywords and labels come out of the prompt.
    pub(crate) generated_at: Option<i64>,
    pub(crate) created_at: i64,
    pub(crate) next_fetch: i64,
}

impl Watchlist {
    pub(crate) fn new(world: &mut World, team: TeamIndex, kind: Kind, name: &str, now: i64) -> Self {
        let id = world.ids.uuid();
        let frequency = kind.default_frequency();
        Self {
            slug: format!("{}-{}", id::slug(name), &id[..4]),
            id,
            team,
            kind,
            name: name.to_owned(),
            description: None,
            objective: None,
            frequency,
            disable: false,
            slack_webhook_url: None,
            labels: Vec::new(),
            keywords: Vec::new(),
            followed: Vec::new(),
            prompt: None,
            generated_at: None,
            created_at: now,
            next_fetch: now,
        }
    }

    pub(crate) fn words(&self) -> Vec<&str> {
        self.keywords.iter().map(|keyword| keyword.keyword.as_str()).collect()
    }

    /// As a list shows it.
    fn summary(&self) -> Map<String, Value> {
        let mut view = Map::new();
        view.insert("id".into(), self.id.clone().into());
        view.insert("name".into(), self.name.clone().into());
        view.insert("slug".into(), self.slug.clone().into());
        view.insert("type".into(), self.kind.name().into());
        view.insert("createdAt".into(), iso(self.created_at).into());
        if matches!(self.kind, Kind::Keyword | Kind::Reddit) {
            view.insert("fetchFreqInHours".into(), self.frequency.into());
            view.insert("keywords".into(), json!(self.words()));
        }
        view
    }

    /// As it is shown alone.
    fn detail(&self) -> Value {
        let mut view = self.summary();
        match self.kind {
            Kind::Keyword | Kind::Reddit => {
                view.insert("keyword_tracking".into(), json!(self.keywords));
            }
            // invented: what stands in `lists`.
            Kind::People => {
                view.insert("profiles_count".into(), self.followed.len().into());
                view.insert("lists".into(), json!([{ "name": self.name, "profiles": self.followed }]));
            }
            Kind::Company => {
                view.insert("companies_count".into(), self.followed.len().into());
                view.insert("lists".into(), json!([{ "name": self.name, "companies": self.followed }]));
            }
        }
        // invented: that these are shown; they are known to be kept.
        view.insert("fetchFreqInHours".into(), self.frequency.into());
        view.insert("disable".into(), self.disable.into());
        view.insert("description".into(), json!(self.description));
        view.insert("objective".into(), json!(self.objective));
        view.insert("slack_webhook_url".into(), json!(self.slack_webhook_url));
        view.insert("prompt".into(), json!(self.prompt));
        view.insert("labels".into(), self.labels.iter().map(Label::view).collect());
        view.into()
    }

    /// Answer of a create; the caller adds what its kind has.
    pub(crate) fn created(&self) -> Map<String, Value> {
        let mut view = self.summary();
        view.remove("createdAt");
        view.insert("fetchFreqInHours".into(), self.frequency.into());
        view.insert("created".into(), true.into());
        view
    }
}

/// Keeps a new watchlist, if the plan has room for it. // invented: one like an earlier one is a second watchlist.
pub(crate) fn add(world: &mut World, watchlist: Watchlist, now: i64) -> Result<(), Refusal> {
    let used = world.watchlists.iter().filter(|other| other.team == watchlist.team).count();
    let included = world.teams[watchlist.team].plan.watchlists;
    if used >= included {
        // invented: all after "watchlists".
        return Err(Refusal::new(
            402,
            format!("Your plan includes up to {included} watchlists. Upgrade your plan to add more."),
        ));
    }
    world.watchlists.push(watchlist);
    collect::due(world, now);
    Ok(())
}

pub(crate) fn get(world: &mut World, team: TeamIndex, call: &Call) -> Answer {
    collect::due(world, call.now);
    if let Some(id) = call.query("id") {
        return own(world, team, Kind::of(call), id).map(|at| world.watchlists[at].detail());
    }
    let kind = Kind::of(call);
    let ours = world.watchlists.iter().filter(|watchlist| watchlist.team == team && watchlist.kind == kind);
    let watchlists: Vec<_> = ours.map(|watchlist| Value::from(watchlist.summary())).collect();
    Ok(json!({ "count": watchlists.len(), "watchlists": watchlists }))
}

/// Also removes the posts it collected. The vendor's published client sends `id` in the body (spec 10, row 8).
pub(crate) fn delete(world: &mut World, team: TeamIndex, call: &Call) -> Answer {
    let id = call.query("id").or_else(|| call.text("id")).ok_or_else(|| Refusal::parameter("id"))?;
    let at = own(world, team, Kind::of(call), id)?;
    world.watchlists.remove(at);
    let (gone, kept): (Vec<_>, Vec<_>) =
        std::mem::take(&mut world.posts).into_iter().partition(|post| post.watchlist == id);
    world.posts = kept;
    world.interactions.retain(|interaction| gone.iter().all(|post| post.id != interaction.post));
    Ok(json!({ "id": id, "deleted": true, "message": "Watchlist and all related data deleted successfully" }))
}

/// The place of a team's watchlist. // invented: one of another kind is not found.
pub(crate) fn own(world: &World, team: TeamIndex, kind: Kind, id: &str) -> Result<usize, Refusal> {
    let found = world.watchlists.iter().position(|watchlist| watchlist.id == id && watchlist.kind == kind);
    match found {
        None => Err(Refusal::missing("Watchlist not found")),
        Some(at) if world.watchlists[at].team != team => Err(Refusal::denied()),
        Some(at) => Ok(at),
    }
}

/// `fetchFreqInHours`, when given.
pub(crate) fn frequency(call: &Call) -> Result<Option<u64>, Refusal> {
    const ALLOWED: [u64; 7] = [1, 3, 6, 12, 24, 48, 72];
    let allowed = |given: &Value| ALLOWED.into_iter().find(|hours| given.as_f64() == Some(*hours as f64));
    call.body
        .get("fetchFreqInHours")
        .map(|given| allowed(given).ok_or_else(|| Refusal::bad("Invalid fetchFreqInHours")))
        .transpose()
}

/// `name`, when given.
pub(crate) fn name(call: &Call) -> Result<Option<String>, Refusal> {
    let given = call.body.get("name").filter(|name| !name.is_null());
    given
        .map(|_| {
            call.text("name").map(|name| name.trim().to_owned()).ok_or_else(|| Refusal::bad("Name cannot be empty"))
        })
        .transpose()
}

/// The fields that every kind's update may change, checked but not yet applied.
#[derive(Default)]
pub(crate) struct Patch {
    name: Option<String>,
    frequency: Option<u64>,
    disable: Option<bool>,
    slack: Option<Option<String>>,
}

impl Patch {
    pub(crate) fn read(call: &Call) -> Result<Self, Refusal> {
        let disable = match call.body.get("disable") {
            None => None,
            Some(given) => Some(given.as_bool().ok_or_else(|| Refusal::bad("disable must be a boolean value"))?),
        };
        let slack = match call.body.contains_key("slack_webhook_url") {
            true => Some(call.optional("slack_webhook_url", |url| url.as_str().map(str::to_owned))?),
            false => None,
        };
        Ok(Self { name: name(call)?, frequency: frequency(call)?, disable, slack })
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.name.is_none() && self.frequency.is_none() && self.disable.is_none() && self.slack.is_none()
    }

    /// Applies it and gives the changed fields.
    pub(crate) fn apply(self, watchlist: &mut Watchlist, now: i64) -> Map<String, Value> {
        let mut changed = Map::new();
        changed.insert("id".into(), watchlist.id.clone().into());
        if let Some(name) = self.name {
            changed.insert("name".into(), name.clone().into());
            watchlist.name = name;
        }
        if let Some(hours) = self.frequency {
            changed.insert("fetchFreqInHours".into(), hours.into());
            watchlist.frequency = hours;
        }
        if let Some(disable) = self.disable {
            changed.insert("disable".into(), disable.into());
            if watchlist.disable && !disable {
                watchlist.next_fetch = now + watchlist.frequency.cast_signed() * HOUR;
            }
            watchlist.disable = disable;
        }
        if let Some(url) = self.slack {
            changed.insert("slack_webhook_url".into(), json!(url));
            watchlist.slack_webhook_url = url;
        }
        changed.insert("updated".into(), true.into());
        changed.insert("message".into(), "Watchlist updated successfully".into());
        changed
    }
}
