//! Shapes and parameters that several groups share.

use super::param::{Param, Shape, body, query};
use Shape::{Bool, Either, Integer, List, NonBlank, Slug, SlugOrAddress, Trimmed};

/// A string that is not only white space.
pub const ANY_TEXT: Shape = NonBlank { max: None };
/// A string, possibly empty.
pub const OPTIONAL_TEXT: Shape = Trimmed { max: None };
/// At least one string.
pub const TEXTS: Shape = List(&ANY_TEXT, 1);
/// A list of strings, possibly empty.
pub const MAYBE_TEXTS: Shape = List(&ANY_TEXT, 0);
/// One string or several.
pub const ONE_OR_MANY: Shape = Either(&ANY_TEXT, &TEXTS);
/// One slug or several.
pub const SLUGS: Shape = Either(&Slug, &List(&Slug, 1));
/// At least one LinkedIn address or slug.
pub const SLUGS_OR_ADDRESSES: Shape = List(&SlugOrAddress, 1);
/// `true`, `false` or a language name.
pub const LANGUAGE: Shape = Either(&ANY_TEXT, &Bool);

/// The page to fetch.
pub const PAGE: Param = query("page", Integer(1, u32::MAX), "Page, from 1.").default("1");
/// A comment.
pub const COMMENT: Param = body("comment_text", ANY_TEXT, "The comment; not only white space.").required();
