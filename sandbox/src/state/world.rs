//! All data of a sandbox and the lookups that several operations share.

use crate::model::company::Company;
use crate::model::ids::{IdGenerator, hash, profile_id, title_case};
use crate::model::interaction::{Actor, Interaction};
use crate::model::otp::OneTimeCode;
use crate::model::person::Person;
use crate::model::post::Post;
use crate::model::task::Task;
use crate::model::team::{Team, TeamIndex};
use crate::model::watchlist::Watchlist;
use crate::state::behavior::Behavior;
use crate::state::clock::Clock;
use crate::state::fault::PlannedFault;
use crate::state::request_log::RequestLog;

#[derive(Default)]
pub(crate) struct World {
    pub(crate) clock: Clock,
    pub(crate) ids: IdGenerator,
    pub(crate) behavior: Behavior,
    pub(crate) faults: Vec<PlannedFault>,
    pub(crate) log: RequestLog,
    pub(crate) teams: Vec<Team>,
    pub(crate) codes: Vec<OneTimeCode>,
    pub(crate) watchlists: Vec<Watchlist>,
    pub(crate) posts: Vec<Post>,
    pub(crate) interactions: Vec<Interaction>,
    pub(crate) tasks: Vec<Task>,
    pub(crate) people: Vec<Person>,
    pub(crate) companies: Vec<Company>,
}

impl World {
    /// A world without data.
    pub(crate) fn empty(seed: u64, host_ms: i64) -> Self {
        Self { clock: Clock::new(host_ms), ids: IdGenerator::new(seed), ..Self::default() }
    }

    pub(crate) fn team_with_api_key(&self, api_key: Option<&str>) -> Option<TeamIndex> {
        self.teams.iter().position(|team| Some(team.api_key.as_str()) == api_key)
    }

    /// The watchlist that collected a post.
    pub(crate) fn watchlist_of(&self, post: &Post) -> Option<&Watchlist> {
        self.watchlists.iter().find(|watchlist| watchlist.id == post.watchlist_id)
    }

    pub(crate) fn company_slugs(&self) -> Vec<String> {
        self.companies.iter().map(|company| company.slug.clone()).collect()
    }

    /// The member with a slug, created when unknown. // invented: every slug that can exist has a member of degree 2.
    pub(crate) fn person(&mut self, slug: &str) -> Option<Person> {
        if let Some(person) = self.people.iter().find(|person| person.slug == slug) {
            return Some(person.clone());
        }
        if !can_exist(slug) {
            return None;
        }
        let number = usize::try_from(hash(slug) % 997).unwrap_or(0);
        let person = Person::generate(slug, title_case(slug), number, &self.company_slugs(), 2);
        self.people.push(person.clone());
        Some(person)
    }

    /// The company with a slug, created when unknown. // invented: every slug that can exist has a company.
    pub(crate) fn company(&mut self, slug: &str) -> Option<Company> {
        if let Some(company) = self.companies.iter().find(|company| company.slug == slug) {
            return Some(company.clone());
        }
        if !can_exist(slug) {
            return None;
        }
        let company = Company::generate(slug);
        self.companies.push(company.clone());
        Some(company)
    }

    /// The member with a URN: `urn:li:person:`, `urn:li:fsd_profile:` or the bare id (docs/api.md, Contradictions).
    pub(crate) fn person_with_urn(&self, urn: &str) -> Option<&Person> {
        let id = urn.rsplit(':').next()?;
        self.people.iter().find(|person| profile_id(&person.slug) == id)
    }

    pub(crate) fn author_of(&self, post: &Post) -> Actor {
        if let Some(slug) = &post.company_slug {
            let company = self.companies.iter().find(|company| company.slug == *slug);
            return company.map_or_else(|| Actor::from_company_slug(slug), Actor::from_company);
        }
        let person = self.people.iter().find(|person| person.slug == post.author_slug);
        person.map_or_else(|| Actor::from_user_name(&post.author_slug), Actor::from_person)
    }
}

/// invented: a slug that begins with `missing`, or a URL in place of a slug, has no member and no company.
fn can_exist(slug: &str) -> bool {
    !slug.starts_with("missing") && !slug.contains('/')
}
