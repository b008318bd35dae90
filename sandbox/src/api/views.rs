//! Posts, interactions and watchlists as responses contain them.

use serde_json::{Map, Value, json};

use crate::model::interaction::{Interaction, Reaction};
use crate::model::keyword::Keyword;
use crate::model::post::Post;
use crate::model::time::format_iso;
use crate::model::watchlist::{Watchlist, WatchlistKind};
use crate::state::behavior::KeywordFields;
use crate::state::world::World;

pub(crate) fn post(world: &World, post: &Post) -> Value {
    let mut view = json!({
        "id": post.id,
        "source": if post.is_reddit() { "reddit" } else { "linkedin" },
        "content": post.content,
        "created_at": post.created_at,
        "likes_count": post.likes,
        "shares_count": post.shares,
        "comments_count": post.comments,
        "bookmark": post.bookmark,
        "post_type": post.post_type,
        "language": post.language,
        "tags": post.tags,
        "videos": null,
        // invented: the keys from here on; an author and images are known to exist (docs/api.md, Posts).
        "author": world.author_of(post),
        "images": [],
        "watchlist_id": post.watchlist_id,
        "relevance_score": post.relevance,
    });
    if post.is_reddit() {
        view["subreddit"] = json!(post.subreddit);
        view["reddit_post_url"] = post.url().into();
    } else {
        view["linkedin_post_url"] = post.url().into();
        view["linkedin_post_urn"] = json!(post.urn);
        view["linkedin_post_slug"] = post.slug.clone().into();
        // One client reads this name (docs/api.md, Posts).
        view["slug"] = post.slug.clone().into();
    }
    view
}

pub(crate) fn interaction(world: &World, interaction: &Interaction) -> Value {
    let text = match &interaction.reaction {
        Reaction::Like => None,
        Reaction::Comment(text) => Some(text),
    };
    let reacted_to = world.posts.iter().find(|post| post.id == interaction.post_id);
    json!({
        "id": interaction.id,
        "text": text,
        "interaction_type": interaction.reaction.name(),
        "created_at": interaction.created_at,
        "author": interaction.actor,
        "post": reacted_to.map(|reacted_to| post(world, reacted_to)),
    })
}

/// A watchlist in a list.
pub(crate) fn watchlist_summary(watchlist: &Watchlist) -> Map<String, Value> {
    let mut view = Map::new();
    view.insert("id".into(), watchlist.id.clone().into());
    view.insert("name".into(), watchlist.name.clone().into());
    view.insert("slug".into(), watchlist.slug.clone().into());
    view.insert("type".into(), watchlist.kind.name().into());
    view.insert("createdAt".into(), format_iso(watchlist.created_at).into());
    if matches!(watchlist.kind, WatchlistKind::Keyword | WatchlistKind::Reddit) {
        view.insert("fetchFreqInHours".into(), watchlist.frequency.into());
        view.insert("keywords".into(), json!(watchlist.keyword_texts()));
    }
    view
}

/// A single watchlist.
pub(crate) fn watchlist_detail(watchlist: &Watchlist, keyword_fields: KeywordFields) -> Value {
    let mut view = watchlist_summary(watchlist);
    match watchlist.kind {
        WatchlistKind::Keyword | WatchlistKind::Reddit => {
            let rules = watchlist.keywords.iter().map(|keyword| keyword_rule(keyword, keyword_fields));
            view.insert("keyword_tracking".into(), rules.collect());
        }
        // invented: the contents of `lists`.
        WatchlistKind::People => {
            view.insert("profiles_count".into(), watchlist.profile_slugs.len().into());
            view.insert("lists".into(), json!([{ "name": watchlist.name, "profiles": watchlist.profile_slugs }]));
        }
        WatchlistKind::Company => {
            view.insert("companies_count".into(), watchlist.profile_slugs.len().into());
            view.insert("lists".into(), json!([{ "name": watchlist.name, "companies": watchlist.profile_slugs }]));
        }
    }
    // invented: that the response contains these fields. The API is known to store them.
    view.insert("fetchFreqInHours".into(), watchlist.frequency.into());
    view.insert("disable".into(), watchlist.disable.into());
    view.insert("description".into(), json!(watchlist.description));
    view.insert("objective".into(), json!(watchlist.objective));
    view.insert("slack_webhook_url".into(), json!(watchlist.slack_webhook_url));
    view.insert("prompt".into(), json!(watchlist.prompt));
    view.insert("labels".into(), json!(watchlist.labels));
    view.into()
}

/// The rule of a keyword, which the documentation mentions. // invented: the keys. An older client reads the old ones.
fn keyword_rule(keyword: &Keyword, fields: KeywordFields) -> Value {
    let (name, excluded) = match fields {
        KeywordFields::Old => ("primary_keyword", "exclude_keywords"),
        KeywordFields::New => ("keyword", "excluded_keywords"),
    };
    json!({
        name: keyword.keyword,
        "required_keywords": keyword.required_keywords,
        excluded: keyword.excluded_keywords,
        "include_all_required": keyword.include_all_required,
    })
}

/// The response to a create, without the fields that only one kind of watchlist has.
pub(crate) fn watchlist_created(watchlist: &Watchlist) -> Map<String, Value> {
    let mut view = watchlist_summary(watchlist);
    view.remove("createdAt");
    view.insert("fetchFreqInHours".into(), watchlist.frequency.into());
    view.insert("created".into(), true.into());
    view
}
