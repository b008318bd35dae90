//! Keyword and Reddit watchlists: created and changed by keywords or by a prompt (spec 5.2, 5.5).

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::call::{Call, strings};
use crate::clock::SECOND;
use crate::label;
use crate::refusal::{Answer, Refusal};
use crate::team::TeamIndex;
use crate::watchlist::{Kind, Patch, Watchlist, add, frequency, name, own};
use crate::world::World;

/// How long generation takes. // invented: "within seconds" is documented.
const GENERATION: i64 = 2 * SECOND;

#[derive(Clone, Serialize)]
pub(crate) struct Keyword {
    pub(crate) keyword: String,
    required_keywords: Vec<String>,
    excluded_keywords: Vec<String>,
    include_all_required: bool,
}

impl Keyword {
    pub(crate) fn plain(keyword: &str) -> Self {
        // invented: the default of `include_all_required`.
        Self {
            keyword: keyword.to_owned(),
            required_keywords: Vec::new(),
            excluded_keywords: Vec::new(),
            include_all_required: false,
        }
    }

    /// A string or an object; nothing when it has no keyword.
    fn read(given: &Value) -> Option<Self> {
        let text = given.as_str().or_else(|| given.get("keyword").and_then(Value::as_str));
        let mut keyword = Self::plain(text.map(str::trim).filter(|text| !text.is_empty())?);
        let list = |name| given.get(name).and_then(strings);
        keyword.required_keywords = list("required_keywords").unwrap_or_default();
        // The second name is what the vendor's published client sends (spec 10, row 6).
        keyword.excluded_keywords = list("excluded_keywords").or_else(|| list("exclude_keywords")).unwrap_or_default();
        keyword.include_all_required = given.get("include_all_required").and_then(Value::as_bool).unwrap_or(false);
        Some(keyword)
    }

    fn is(&self, other: &Self) -> bool {
        self.keyword.to_lowercase() == other.keyword.to_lowercase()
    }
}

/// `keywords`, cleaned: trimmed, without empty ones and repetitions.
fn keywords(call: &Call) -> Result<Vec<Keyword>, Refusal> {
    let given = call.body.get("keywords").and_then(Value::as_array).filter(|given| !given.is_empty());
    let given = given.ok_or_else(|| Refusal::bad("keywords array is required and must not be empty"))?;
    let mut cleaned: Vec<Keyword> = Vec::new();
    for keyword in given.iter().filter_map(Keyword::read) {
        if !cleaned.iter().any(|known| known.is(&keyword)) {
            cleaned.push(keyword);
        }
    }
    if cleaned.is_empty() {
        return Err(Refusal::bad("No valid keywords provided after cleaning"));
    }
    Ok(cleaned)
}

/// `prompt`, when given.
fn prompt(call: &Call) -> Result<Option<String>, Refusal> {
    let given = call.body.contains_key("prompt").then(|| call.text("prompt").map(|prompt| prompt.trim().to_owned()));
    given
        .map(|prompt| prompt.ok_or_else(|| Refusal::bad("prompt is required and must be a non-empty string")))
        .transpose()
}

pub(crate) fn create(world: &mut World, team: TeamIndex, call: &Call) -> Answer {
    match prompt(call)? {
        // invented: the text.
        Some(_) if call.body.contains_key("keywords") => {
            Err(Refusal::bad("Provide either keywords or prompt, not both"))
        }
        Some(prompt) => create_by_prompt(world, team, call, prompt),
        None => create_by_keywords(world, team, call),
    }
}

fn create_by_keywords(world: &mut World, team: TeamIndex, call: &Call) -> Answer {
    let keywords = keywords(call)?;
    let labels = label::read(call)?;
    // invented: how a name is generated.
    let name = name(call)?.unwrap_or_else(|| format!("{} watchlist", keywords[0].keyword));
    let mut watchlist = Watchlist::new(world, team, Kind::of(call), &name, call.now);
    watchlist.frequency = frequency(call)?.unwrap_or(watchlist.frequency);
    watchlist.description = call.optional("description", |text| text.as_str().map(str::to_owned))?;
    watchlist.objective = call.optional("objective", |text| text.as_str().map(str::to_owned))?;
    watchlist.slack_webhook_url = call.optional("slack_webhook_url", |text| text.as_str().map(str::to_owned))?;
    watchlist.labels = labels.unwrap_or_default();
    watchlist.keywords = keywords;
    let mut created = watchlist.created();
    let results = watchlist.words().into_iter().map(|keyword| json!({ "keyword": keyword, "created": true }));
    // invented: the key and the items.
    created.insert("keyword_results".into(), results.collect());
    add(world, watchlist, call.now)?;
    Ok(created.into())
}

fn create_by_prompt(world: &mut World, team: TeamIndex, call: &Call, prompt: String) -> Answer {
    let words: Vec<_> = prompt.split_whitespace().take(4).collect();
    let name = name(call)?.unwrap_or_else(|| words.join(" "));
    let mut watchlist = Watchlist::new(world, team, Kind::of(call), &name, call.now);
    watchlist.frequency = frequency(call)?.unwrap_or(watchlist.frequency);
    watchlist.prompt = Some(prompt.clone());
    watchlist.generated_at = Some(call.now + GENERATION);
    let mut created = watchlist.created();
    created.remove("keywords");
    created.insert("prompt".into(), prompt.into());
    let message =
        "Watchlist created. Keywords and labels are being generated in the background and will be available shortly.";
    created.insert("message".into(), message.into());
    add(world, watchlist, call.now)?;
    Ok(created.into())
}

pub(crate) fn update(world: &mut World, team: TeamIndex, call: &Call) -> Answer {
    let id = call.text("id").ok_or_else(|| Refusal::parameter("id"))?;
    if let Some(prompt) = prompt(call)? {
        return regenerate(world, team, call, id, prompt);
    }
    let at = own(world, team, Kind::of(call), id)?;
    let patch = Patch::read(call)?;
    let labels = label::read(call)?;
    let keywords = call.body.contains_key("keywords").then(|| keywords(call)).transpose()?;
    if patch.is_empty() && labels.is_none() && keywords.is_none() {
        return Err(Refusal::bad("No valid update fields provided"));
    }
    // invented: `append`, documented for Reddit, works on keyword watchlists too.
    let append = call.optional("append", Value::as_bool)?.unwrap_or(false);
    let watchlist = &mut world.watchlists[at];
    let mut changed = patch.apply(watchlist, call.now);
    if let Some(given) = keywords {
        replace(&mut watchlist.keywords, given, append);
        changed.insert("keywords".into(), json!(watchlist.words()));
    }
    // Labels stay when keywords change without them (spec 10, row 16).
    if let Some(labels) = labels {
        changed.insert("labels".into(), labels.iter().map(crate::label::Label::view).collect());
        watchlist.labels = labels;
    }
    Ok(changed.into())
}

fn replace(known: &mut Vec<Keyword>, given: Vec<Keyword>, append: bool) {
    if !append {
        known.clear();
    }
    for keyword in given {
        if !known.iter().any(|old| old.is(&keyword)) {
            known.push(keyword);
        }
    }
}

fn regenerate(world: &mut World, team: TeamIndex, call: &Call, id: &str, prompt: String) -> Answer {
    const PATCH: [&str; 6] = ["name", "fetchFreqInHours", "disable", "slack_webhook_url", "keywords", "labels"];
    if PATCH.iter().any(|field| call.body.contains_key(*field)) {
        // invented: the text.
        return Err(Refusal::bad("Provide either prompt or other update fields, not both"));
    }
    let at = own(world, team, Kind::of(call), id);
    // One text for both causes (spec 10, row 20).
    let at = at.map_err(|_| Refusal::missing("Watchlist not found or access denied"))?;
    let watchlist = &mut world.watchlists[at];
    watchlist.keywords.clear();
    watchlist.labels.clear();
    watchlist.prompt = Some(prompt.clone());
    watchlist.generated_at = Some(call.now + GENERATION);
    let mut changed = Map::new();
    changed.insert("id".into(), id.into());
    changed.insert("prompt".into(), prompt.into());
    changed.insert("updated".into(), true.into());
    let message = "Prompt updated. Keywords and labels are being regenerated in the background.";
    changed.insert("message".into(), message.into());
    Ok(changed.into())
}
