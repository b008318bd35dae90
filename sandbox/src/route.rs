//! The operations, and the checks that come before an operation's own.

use crate::call::Call;
use crate::refusal::{Answer, PLUGIN, Refusal};
use crate::switches::{Check, Generation};
use crate::team::TeamIndex;
use crate::world::World;
use crate::{
    engagement, followed, interaction, keyword, otp, post_query, task, task_create as create, team, watchlist,
};

struct Route {
    method: &'static str,
    path: &'static str,
    needs: Needs,
    act: Act,
}

#[derive(Clone, Copy, PartialEq)]
enum Needs {
    Nothing,
    Key,
    /// A key and an active extension.
    Extension,
    /// The same, but teams with global data sharing need no extension (spec 5.5).
    ExtensionUnlessSharing,
}

#[derive(Clone, Copy)]
enum Act {
    Open(fn(&mut World, &Call) -> Answer),
    Keyed(fn(&mut World, TeamIndex, &Call) -> Answer),
}

use Act::{Keyed, Open};
use Needs::{Extension, ExtensionUnlessSharing, Key, Nothing};

const fn at(method: &'static str, path: &'static str, needs: Needs, act: Act) -> Route {
    Route { method, path, needs, act }
}

const KEYWORD: &str = "/api-keyword-watchlist";
const PEOPLE: &str = "/api-people-watchlist";
const COMPANY: &str = "/api-company-watchlist";
const REDDIT: &str = "/api-reddit-watchlist";

static ROUTES: [Route; 34] = [
    at("POST", "/linkedin-agent/auth-send-otp", Nothing, Open(otp::send)),
    at("POST", "/linkedin-agent/auth-verify-otp", Nothing, Open(otp::verify)),
    at("GET", "/linkedin-agent/get-task-status", Extension, Keyed(task::status)),
    at("POST", "/linkedin-agent/fetch-profile", Extension, Keyed(create::fetch_profile)),
    at("POST", "/linkedin-agent/fetch-profiles-posts", Extension, Keyed(create::fetch_profiles_posts)),
    at("POST", "/linkedin-agent/fetch-company", Extension, Keyed(create::fetch_company)),
    at("POST", "/linkedin-agent/fetch-company-posts", Extension, Keyed(create::fetch_company_posts)),
    at("POST", "/linkedin-agent/search-profiles", Extension, Keyed(create::search_profiles)),
    at("POST", "/linkedin-agent/fetch-connections", Extension, Keyed(create::fetch_connections)),
    at("POST", "/linkedin-agent/send-message", Extension, Keyed(create::send_message)),
    at("POST", "/linkedin-agent/send-connection-request", Extension, Keyed(create::send_connection_request)),
    at("POST", "/linkedin-agent/like-post", Extension, Keyed(create::like_post)),
    at("POST", "/linkedin-agent/comment-post", Extension, Keyed(create::comment_post)),
    at("GET", KEYWORD, Extension, Keyed(watchlist::get)),
    at("POST", KEYWORD, Extension, Keyed(keyword::create)),
    at("PUT", KEYWORD, Extension, Keyed(keyword::update)),
    at("DELETE", KEYWORD, Extension, Keyed(watchlist::delete)),
    at("GET", PEOPLE, Extension, Keyed(watchlist::get)),
    at("POST", PEOPLE, Extension, Keyed(followed::create)),
    at("PUT", PEOPLE, Extension, Keyed(followed::update)),
    at("DELETE", PEOPLE, Extension, Keyed(watchlist::delete)),
    at("GET", COMPANY, Extension, Keyed(watchlist::get)),
    at("POST", COMPANY, Extension, Keyed(followed::create)),
    at("PUT", COMPANY, Extension, Keyed(followed::update)),
    at("DELETE", COMPANY, Extension, Keyed(watchlist::delete)),
    at("GET", REDDIT, ExtensionUnlessSharing, Keyed(watchlist::get)),
    at("POST", REDDIT, ExtensionUnlessSharing, Keyed(keyword::create)),
    at("PUT", REDDIT, ExtensionUnlessSharing, Keyed(keyword::update)),
    at("DELETE", REDDIT, ExtensionUnlessSharing, Keyed(watchlist::delete)),
    at("GET", "/api-posts", Extension, Keyed(post_query::list)),
    at("GET", "/api-interactions", Extension, Keyed(interaction::list)),
    at("POST", "/api-like", Extension, Keyed(engagement::like)),
    at("POST", "/api-comment", Extension, Keyed(engagement::comment)),
    // invented: whether the extension is needed was not seen; without it a team could not learn its own name.
    at("GET", "/api-team", Key, Keyed(team::get)),
];

/// An operation that may run, for the team whose key it came with.
pub(crate) struct Admitted {
    act: Act,
    team: Option<TeamIndex>,
}

impl Admitted {
    pub(crate) fn run(&self, world: &mut World, call: &Call) -> Answer {
        match (self.act, self.team) {
            (Open(act), _) => act(world, call),
            (Keyed(act), Some(team)) => act(world, team, call),
            (Keyed(_), None) => Err(unauthorized(world, None)),
        }
    }
}

/// Runs the checks of key, extension and method. Their order is not documented; a switch sets it.
pub(crate) fn admit(world: &World, method: &str, path: &str, key: Option<&str>) -> Result<Admitted, Refusal> {
    let here: Vec<&Route> = ROUTES.iter().filter(|route| route.path == path).collect();
    // The methods of a path need the same.
    let Some(needs) = here.first().map(|route| route.needs) else {
        // invented: the text.
        return Err(Refusal::missing("Not found"));
    };
    let route = here.iter().find(|route| route.method == method);
    let wrong_method = || Refusal::wrong_method(&here.iter().map(|route| route.method).collect::<Vec<_>>());
    let team = world.team_of(key);
    for check in &world.switches.check_order {
        match check {
            Check::Key if needs != Nothing && team.is_none() => return Err(unauthorized(world, key)),
            Check::Extension if lacks_extension(world, team, needs) => return Err(Refusal::new(403, PLUGIN)),
            Check::Method if route.is_none() => return Err(wrong_method()),
            _ => {}
        }
    }
    let act = route.map(|route| route.act).ok_or_else(wrong_method)?;
    Ok(Admitted { act, team })
}

fn unauthorized(world: &World, key: Option<&str>) -> Refusal {
    let text = match (world.switches.unauthorized_text, key) {
        (Generation::Old, _) => "Unauthorized",
        (Generation::New, None) => "Missing API Key",
        (Generation::New, Some(_)) => "Invalid API Key",
    };
    Refusal::new(401, text)
}

fn lacks_extension(world: &World, team: Option<TeamIndex>, needs: Needs) -> bool {
    let Some(team) = team.map(|index| &world.teams[index]) else { return false };
    match needs {
        Nothing | Key => false,
        Extension => !team.extension.is_active(&world.clock),
        ExtensionUnlessSharing => !team.extension.is_active(&world.clock) && !team.extension.is_exempt(),
    }
}
