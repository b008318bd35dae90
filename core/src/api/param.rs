//! The parameters of operations and the values they accept.

use super::open_enum::OpenEnum;

/// The part of the request that carries a parameter. No path of the API has parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The query string.
    Query,
    /// The JSON body.
    Body,
}

/// The values that a parameter accepts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shape {
    /// A string that is not only white space.
    NonBlank {
        /// Maximum number of characters (Unicode scalar values).
        max: Option<u32>,
    },
    /// A string, possibly empty.
    Trimmed {
        /// Maximum number of characters once it is trimmed.
        max: Option<u32>,
    },
    /// An e-mail address.
    Email,
    /// A string of exactly so many digits. Errors never repeat its value.
    Digits(u32),
    /// The last part of a LinkedIn address, not the address.
    Slug,
    /// A LinkedIn address or its last part.
    SlugOrAddress,
    /// An id issued by OutX; a LinkedIn URN is a mistake.
    Id,
    /// `YYYY-MM-DD`.
    Date,
    /// One of these strings.
    StringEnum(&'static [&'static str]),
    /// One of these numbers.
    NumberEnum(&'static [u32]),
    /// A whole number from the first to the second.
    Integer(u32, u32),
    /// `true` or `false`.
    Bool,
    /// `null`, which clears a setting.
    Null,
    /// A list of items of the first, at least as many as the second.
    List(&'static Shape, u32),
    /// An object with these fields and no others.
    Record(&'static [Param]),
    /// Either shape.
    Either(&'static Shape, &'static Shape),
}

impl Shape {
    const fn is_slug(&self) -> bool {
        match self {
            Self::Slug | Self::SlugOrAddress => true,
            Self::List(item, _) => item.is_slug(),
            Self::Either(one, _) => one.is_slug(),
            _ => false,
        }
    }
}

/// A parameter of an operation, or a field of an object in one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Param {
    /// Its name, as the API spells it.
    pub name: &'static str,
    /// The part of the request that carries it.
    pub place: Place,
    /// The values that it accepts.
    pub shape: Shape,
    /// Whether a call without it is rejected.
    pub required: bool,
    /// Whether its values are LinkedIn slugs or addresses, whose percent-encoding is decoded before they are sent.
    pub is_slug: bool,
    /// Its description in the reference.
    #[cfg(feature = "docs")]
    pub description: &'static str,
    /// Its default in the API, as JSON; empty when none is documented.
    #[cfg(feature = "docs")]
    pub default: &'static str,
    /// The known values of a text that accepts others too.
    #[cfg(feature = "docs")]
    pub known: Option<&'static OpenEnum>,
}

impl Param {
    const fn new(name: &'static str, place: Place, shape: Shape, description: &'static str) -> Self {
        #[cfg(not(feature = "docs"))]
        let _ = description;
        Self {
            name,
            place,
            shape,
            required: false,
            is_slug: shape.is_slug(),
            #[cfg(feature = "docs")]
            description,
            #[cfg(feature = "docs")]
            default: "",
            #[cfg(feature = "docs")]
            known: None,
        }
    }

    /// The same parameter, required.
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// The same parameter with its default in the API, as JSON.
    pub const fn default(self, default: &'static str) -> Self {
        #[cfg(not(feature = "docs"))]
        let _ = default;
        Self {
            #[cfg(feature = "docs")]
            default,
            ..self
        }
    }

    /// The same parameter with the known values of its text.
    pub const fn known(self, known: &'static OpenEnum) -> Self {
        #[cfg(not(feature = "docs"))]
        let _ = known;
        Self {
            #[cfg(feature = "docs")]
            known: Some(known),
            ..self
        }
    }

    /// Whether it may appear in a query more than once.
    pub const fn repeats(&self) -> bool {
        match self.shape {
            Shape::List(..) => true,
            Shape::Either(a, b) => matches!(a, Shape::List(..)) || matches!(b, Shape::List(..)),
            _ => false,
        }
    }
}

/// An optional query parameter.
pub const fn query(name: &'static str, shape: Shape, description: &'static str) -> Param {
    Param::new(name, Place::Query, shape, description)
}

/// An optional field of the body.
pub const fn body(name: &'static str, shape: Shape, description: &'static str) -> Param {
    Param::new(name, Place::Body, shape, description)
}
