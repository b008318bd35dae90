//! What a parameter of an operation is.

/// Where a parameter travels. No path of the API has one in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The query string.
    Query,
    /// The JSON body.
    Body,
}

/// Which values a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shape {
    /// A string that is not only white space, of at most so many characters (Unicode scalar values); 0 is no limit.
    Text(u32),
    /// A string, possibly empty, of at most so many characters once trimmed.
    Trimmed(u32),
    /// An e-mail address.
    Email,
    /// A string of exactly so many digits. Its value is never repeated in an error.
    Digits(u32),
    /// The last part of a LinkedIn address, not the address.
    Slug,
    /// An id of OutX's own; a URN of LinkedIn is a mistake.
    Id,
    /// `YYYY-MM-DD`.
    Date,
    /// One of these strings.
    Choice(&'static [&'static str]),
    /// One of these numbers.
    Among(&'static [u32]),
    /// A whole number from the first to the second.
    Integer(u32, u32),
    /// `true` or `false`.
    Bool,
    /// `null`, which clears.
    Null,
    /// A list of at least so many of a shape.
    List(&'static Shape, u32),
    /// An object with these fields and no others.
    Record(&'static [Param]),
    /// Either shape.
    Either(&'static Shape, &'static Shape),
}

/// A parameter of an operation, or a field of an object in one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Param {
    /// Its name, as the API spells it.
    pub name: &'static str,
    /// Where it travels.
    pub place: Place,
    /// Which values it takes.
    pub shape: Shape,
    /// Whether the operation refuses to go without it.
    pub required: bool,
    /// What it means, for the reference.
    #[cfg(feature = "docs")]
    pub words: &'static str,
    /// What the API takes when it is absent, as JSON; empty when nothing is documented.
    #[cfg(feature = "docs")]
    pub default: &'static str,
}

impl Param {
    const fn new(name: &'static str, place: Place, shape: Shape, words: &'static str) -> Self {
        #[cfg(not(feature = "docs"))]
        let _ = words;
        Self {
            name,
            place,
            shape,
            required: false,
            #[cfg(feature = "docs")]
            words,
            #[cfg(feature = "docs")]
            default: "",
        }
    }

    /// The same parameter, required.
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// The same parameter with what the API takes when it is absent, as JSON.
    pub const fn default(self, default: &'static str) -> Self {
        #[cfg(not(feature = "docs"))]
        let _ = default;
        Self {
            #[cfg(feature = "docs")]
            default,
            ..self
        }
    }

    /// Whether it may stand in a query more than once.
    pub const fn repeats(&self) -> bool {
        match self.shape {
            Shape::List(..) => true,
            Shape::Either(a, b) => matches!(a, Shape::List(..)) || matches!(b, Shape::List(..)),
            _ => false,
        }
    }
}

/// An optional query parameter.
pub const fn query(name: &'static str, shape: Shape, words: &'static str) -> Param {
    Param::new(name, Place::Query, shape, words)
}

/// An optional field of the body.
pub const fn body(name: &'static str, shape: Shape, words: &'static str) -> Param {
    Param::new(name, Place::Body, shape, words)
}
