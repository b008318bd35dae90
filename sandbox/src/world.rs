//! All state of a sandbox, in memory.

use crate::clock::Clock;
use crate::company::Company;
use crate::fault::Planned;
use crate::feed;
use crate::id::Ids;
use crate::interaction::Interaction;
use crate::log::Log;
use crate::otp::Code;
use crate::people::Person;
use crate::post::Post;
use crate::switches::Switches;
use crate::task::Task;
use crate::team::{Team, TeamIndex};
use crate::watchlist::Watchlist;

#[derive(Default)]
pub(crate) struct World {
    pub(crate) clock: Clock,
    pub(crate) ids: Ids,
    pub(crate) switches: Switches,
    pub(crate) faults: Vec<Planned>,
    pub(crate) log: Log,
    pub(crate) teams: Vec<Team>,
    pub(crate) codes: Vec<Code>,
    pub(crate) watchlists: Vec<Watchlist>,
    pub(crate) posts: Vec<Post>,
    pub(crate) interactions: Vec<Interaction>,
    pub(crate) tasks: Vec<Task>,
    pub(crate) people: Vec<Person>,
    pub(crate) companies: Vec<Company>,
}

impl World {
    /// With the seeded team of demo@outx.test.
    pub(crate) fn new() -> Self {
        let mut world = Self::default();
        feed::seed(&mut world);
        world
    }

    pub(crate) fn team_of(&self, key: Option<&str>) -> Option<TeamIndex> {
        self.teams.iter().position(|team| Some(team.api_key.as_str()) == key)
    }

    /// The watchlist that collected a post.
    pub(crate) fn watchlist_of(&self, post: &Post) -> Option<&Watchlist> {
        self.watchlists.iter().find(|watchlist| watchlist.id == post.watchlist)
    }
}
