//! What a row of the operation table is.

use crate::page::Paging;
pub use crate::param::{Param, Place, Shape};

/// An HTTP method of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// `GET`
    Get,
    /// `POST`
    Post,
    /// `PUT`
    Put,
    /// `DELETE`
    Delete,
}

impl Method {
    /// The method as HTTP spells it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

/// What an operation does to the world, which decides whether a repeat is harmless.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Changes nothing.
    Read,
    /// Changes OutX's own data, or queues one action.
    Write,
    /// Creates a task that reads from LinkedIn.
    Task,
    /// Creates a task that acts on LinkedIn.
    WriteTask,
}

impl Kind {
    /// The kind as the documentation and `operations.js` name it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Task => "task",
            Self::WriteTask => "write-task",
        }
    }

    /// Whether the answer names a task that can be polled.
    pub const fn is_task(self) -> bool {
        matches!(self, Self::Task | Self::WriteTask)
    }

    /// Whether a repeat may do something twice.
    pub const fn is_write(self) -> bool {
        !matches!(self, Self::Read)
    }
}

/// What holds between several parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rule {
    /// At least one of these is given.
    AnyOf(&'static [&'static str]),
    /// Exactly one of these is given.
    OneOf(&'static [&'static str]),
    /// When the first is given, none of the others is.
    Alone(&'static str, &'static [&'static str]),
    /// The first is required when the second has the value of the third.
    RequiredWhen(&'static str, &'static str, &'static str),
}

/// A row of the table: one operation of the API.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Operation {
    /// Its name in the client, such as `watchlists.keyword.create`.
    pub name: &'static str,
    /// What it does to the world.
    pub kind: Kind,
    /// Its HTTP method.
    pub method: Method,
    /// Its path on the API's host.
    pub path: &'static str,
    /// Its parameters.
    pub params: &'static [Param],
    /// What holds between them.
    pub rules: &'static [Rule],
    /// Whether it needs the key. Only the pair that obtains one does not.
    pub auth: bool,
    /// Whether the client may send it again by itself.
    pub retry: bool,
    /// Whether it counts as a LinkedIn action (spec section 9).
    pub action: bool,
    /// How its answer is paged through, if it is a list.
    pub paging: Option<&'static Paging>,
    /// What the reference says of it.
    #[cfg(feature = "docs")]
    pub words: Words,
}

/// The documentation of an operation.
#[cfg(feature = "docs")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Words {
    /// One line: what it does.
    pub summary: &'static str,
    /// The section of the API reference it was read from.
    pub section: &'static str,
    /// The schema of its answer, one of [`crate::docs::answers::schemas`].
    pub answer: &'static str,
    /// Documented errors besides those of every operation: status and text.
    pub errors: &'static [(u16, &'static str)],
}

impl Operation {
    /// A row with no rules, that needs the key and may be sent again.
    pub const fn new(
        name: &'static str,
        kind: Kind,
        method: Method,
        path: &'static str,
        params: &'static [Param],
    ) -> Self {
        Self {
            name,
            kind,
            method,
            path,
            params,
            rules: &[],
            auth: true,
            retry: true,
            action: kind.is_task(),
            paging: None,
            #[cfg(feature = "docs")]
            words: Words { summary: "", section: "", answer: "", errors: &[] },
        }
    }

    /// The same row with rules between its parameters.
    pub const fn rules(mut self, rules: &'static [Rule]) -> Self {
        self.rules = rules;
        self
    }

    /// The same row with its section in the API reference, what it does in one line, and the schema of its answer.
    pub const fn words(self, section: &'static str, summary: &'static str, answer: &'static str) -> Self {
        #[cfg(not(feature = "docs"))]
        let _ = (section, summary, answer);
        Self {
            #[cfg(feature = "docs")]
            words: Words { section, summary, answer, ..self.words },
            ..self
        }
    }

    /// The same row with its documented errors.
    pub const fn errors(self, errors: &'static [(u16, &'static str)]) -> Self {
        #[cfg(not(feature = "docs"))]
        let _ = errors;
        Self {
            #[cfg(feature = "docs")]
            words: Words { errors, ..self.words },
            ..self
        }
    }

    /// The same row, for a caller without a key. Nothing that mails a code or spends one is sent again by itself.
    pub const fn without_key(mut self) -> Self {
        self.auth = false;
        self.retry = false;
        self
    }

    /// The same row, counted as a LinkedIn action.
    pub const fn action(mut self) -> Self {
        self.action = true;
        self
    }

    /// The same row, whose answer is a list in pages.
    pub const fn paged(mut self, paging: &'static Paging) -> Self {
        self.paging = Some(paging);
        self
    }

    /// The parameter of this name.
    pub fn param(&self, name: &str) -> Option<&'static Param> {
        self.params.iter().find(|param| param.name == name)
    }

    /// Whether it sends a JSON body.
    pub fn has_body(&self) -> bool {
        self.params.iter().any(|param| param.place == Place::Body)
    }
}
