//! The description of an operation.

use super::paging::Paging;
pub use super::param::{Param, Place, Shape};
use super::schema::Schema;

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

/// The effect of an operation, which decides whether a repeat is harmless.
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

    /// Whether the response names a task that can be polled.
    pub const fn is_task(self) -> bool {
        matches!(self, Self::Task | Self::WriteTask)
    }

    /// Whether a repeat may take effect twice.
    pub const fn is_write(self) -> bool {
        !matches!(self, Self::Read)
    }
}

/// A constraint between several parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rule {
    /// At least one of these is required.
    AnyOf(&'static [&'static str]),
    /// Exactly one of these is required.
    OneOf(&'static [&'static str]),
    /// When the first is present, none of the others may be.
    ConflictsWith(&'static str, &'static [&'static str]),
    /// The first is required when the second has the value of the third.
    RequiredWhen(&'static str, &'static str, &'static str),
}

/// One operation of the API.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Operation {
    /// Its name in the client, such as `watchlists.keyword.create`.
    pub name: &'static str,
    /// Its effect.
    pub kind: Kind,
    /// Its HTTP method.
    pub method: Method,
    /// Its path on the API's host.
    pub path: &'static str,
    /// Its parameters.
    pub params: &'static [Param],
    /// The constraints between them.
    pub rules: &'static [Rule],
    /// Whether it needs the API key. Only the pair of operations that obtains one does not.
    pub auth: bool,
    /// Whether the client may retry it.
    pub retry: bool,
    /// Whether it counts towards the hourly budget of LinkedIn actions.
    pub action: bool,
    /// The parameters of its pages, if its response or the output of its task is a page of a list.
    pub paging: Option<&'static Paging>,
    /// Its documentation.
    #[cfg(feature = "docs")]
    pub docs: OperationDocs,
}

/// The documentation of an operation.
#[cfg(feature = "docs")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OperationDocs {
    /// One line: what it does.
    pub summary: &'static str,
    /// Its response; `None` when it has no body or is not documented.
    pub response: Option<&'static Schema>,
    /// The response when the argument `id` selects one item of the list.
    pub selected: Option<&'static Schema>,
    /// An item of the list, if its response or its output is a page of one.
    pub item: Option<&'static Schema>,
    /// The output of the task that it creates.
    pub output: Option<&'static Schema>,
    /// The documented errors, as status and text, without those that every operation has.
    pub errors: &'static [(u16, &'static str)],
}

impl Operation {
    /// An operation without constraints, which needs the API key and may be retried.
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
            docs: OperationDocs { summary: "", response: None, selected: None, item: None, output: None, errors: &[] },
        }
    }

    /// The same operation with constraints between its parameters.
    pub const fn rules(mut self, rules: &'static [Rule]) -> Self {
        self.rules = rules;
        self
    }

    /// The same operation with its summary in one line, and its response.
    pub const fn docs(self, summary: &'static str, response: &'static Schema) -> Self {
        #[cfg(not(feature = "docs"))]
        let _ = (summary, response);
        Self {
            #[cfg(feature = "docs")]
            docs: OperationDocs { summary, response: Some(response), ..self.docs },
            ..self
        }
    }

    /// The same operation with its summary in one line, and without a response body.
    pub const fn summary(self, summary: &'static str) -> Self {
        #[cfg(not(feature = "docs"))]
        let _ = summary;
        Self {
            #[cfg(feature = "docs")]
            docs: OperationDocs { summary, ..self.docs },
            ..self
        }
    }

    /// The same operation with the response when the argument `id` selects one item.
    pub const fn selects(self, selected: &'static Schema) -> Self {
        #[cfg(not(feature = "docs"))]
        let _ = selected;
        Self {
            #[cfg(feature = "docs")]
            docs: OperationDocs { selected: Some(selected), ..self.docs },
            ..self
        }
    }

    /// The same operation with an item of its list.
    pub const fn items(self, item: &'static Schema) -> Self {
        #[cfg(not(feature = "docs"))]
        let _ = item;
        Self {
            #[cfg(feature = "docs")]
            docs: OperationDocs { item: Some(item), ..self.docs },
            ..self
        }
    }

    /// The same operation with the output of the task that it creates.
    pub const fn output(self, output: &'static Schema) -> Self {
        #[cfg(not(feature = "docs"))]
        let _ = output;
        Self {
            #[cfg(feature = "docs")]
            docs: OperationDocs { output: Some(output), ..self.docs },
            ..self
        }
    }

    /// The same operation with its documented errors.
    pub const fn errors(self, errors: &'static [(u16, &'static str)]) -> Self {
        #[cfg(not(feature = "docs"))]
        let _ = errors;
        Self {
            #[cfg(feature = "docs")]
            docs: OperationDocs { errors, ..self.docs },
            ..self
        }
    }

    /// The same operation, for a caller without an API key. It is not retried: each request sends a code or uses one up.
    pub const fn without_key(mut self) -> Self {
        self.auth = false;
        self.retry = false;
        self
    }

    /// The same operation, counted as a LinkedIn action.
    pub const fn action(mut self) -> Self {
        self.action = true;
        self
    }

    /// The same operation, whose response is a page of a list.
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
