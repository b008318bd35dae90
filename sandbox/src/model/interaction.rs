//! Likes and comments on collected posts, and their authors.

use serde::Serialize;

use crate::model::company::Company;
use crate::model::ids::{slugify, title_case};
use crate::model::person::Person;
use crate::model::team::Member;

pub(crate) struct Interaction {
    pub(crate) id: String,
    pub(crate) post_id: String,
    pub(crate) actor: Actor,
    pub(crate) reaction: Reaction,
    pub(crate) created_at: i64,
}

pub(crate) enum Reaction {
    Like,
    Comment(String),
}

impl Reaction {
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Like => "like",
            Self::Comment(_) => "comment",
        }
    }
}

impl Interaction {
    pub(crate) fn is_like_of(&self, post_id: &str, actor_id: &str) -> bool {
        matches!(self.reaction, Reaction::Like) && self.post_id == post_id && self.actor.id == actor_id
    }
}

/// The author of a post, like or comment, as responses show it (docs/api.md, Interactions).
#[derive(Clone, Serialize)]
pub(crate) struct Actor {
    pub(crate) id: String,
    full_name: String,
    author_slug: String,
    headline: Option<String>,
    author_type: ActorType,
}

#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "lowercase")]
enum ActorType {
    User,
    Company,
}

impl Actor {
    /// A team member. // invented: the headline.
    pub(crate) fn from_member(member: &Member) -> Self {
        Self {
            id: member.id.clone(),
            full_name: member.full_name.clone(),
            author_slug: slugify(&member.full_name),
            headline: Some("OutX team member".to_owned()),
            author_type: ActorType::User,
        }
    }

    /// A company page that a team manages. // invented: the headline.
    pub(crate) fn from_page(title: &str) -> Self {
        Self {
            id: Self::page_id(title),
            full_name: title.to_owned(),
            author_slug: slugify(title),
            headline: Some("Company page".to_owned()),
            author_type: ActorType::Company,
        }
    }

    pub(crate) fn page_id(title: &str) -> String {
        format!("company-{}", slugify(title))
    }

    pub(crate) fn from_person(person: &Person) -> Self {
        Self {
            id: format!("author-{}", person.slug),
            full_name: person.name.clone(),
            author_slug: person.slug.clone(),
            headline: Some(person.headline.clone()),
            author_type: ActorType::User,
        }
    }

    pub(crate) fn from_company(company: &Company) -> Self {
        Self {
            id: format!("author-{}", company.slug),
            full_name: company.name.clone(),
            author_slug: company.slug.clone(),
            headline: Some(company.industry.clone()),
            author_type: ActorType::Company,
        }
    }

    /// A company that the directory does not contain.
    pub(crate) fn from_company_slug(slug: &str) -> Self {
        Self {
            id: format!("author-{slug}"),
            full_name: title_case(slug),
            author_slug: slug.to_owned(),
            headline: Some(String::new()),
            author_type: ActorType::Company,
        }
    }

    /// An author outside LinkedIn's directory. // invented: a Reddit user's keys.
    pub(crate) fn from_user_name(name: &str) -> Self {
        Self {
            id: format!("author-{name}"),
            full_name: name.to_owned(),
            author_slug: name.to_owned(),
            headline: None,
            author_type: ActorType::User,
        }
    }
}
