use outx_client::types::{Interaction, KeywordEntry, Post, PostType, Profile, TaskStatus, Watchlist, WatchlistList};
use outx_core::api::schema::{Field, Schema, Type};
use outx_core::codegen::schemas::Schemas;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::list::TYPES;
use crate::mutation::{change, path, places, replacements};
use crate::{Read, read, sample};

fn schema(name: &str) -> &'static Schema {
    Schemas::collect().object(name).unwrap_or_else(|| panic!("{name} is not described"))
}

/// The name of each described object, the function that reads it, and a response with all its fields.
fn described() -> impl Iterator<Item = (&'static str, Read, Value)> {
    TYPES.iter().map(|&(name, read)| (name, read, sample::object(schema(name))))
}

#[test]
fn every_described_object_has_a_type() {
    let described: Vec<_> = Schemas::collect().objects.iter().map(|used| used.item.name).collect();
    assert_eq!(TYPES.iter().map(|(name, _)| *name).collect::<Vec<_>>(), described);
}

#[test]
fn a_complete_response_is_read_and_written_without_loss() {
    for (name, read, value) in described() {
        // Both shapes of a profile are read as one.
        if name != "ProfileOutput" {
            assert_eq!(read(&value), Ok(value), "{name}");
        }
    }
}

#[test]
fn unknown_fields_are_kept() {
    for (name, read, mut value) in described() {
        value["new_field"] = json!({ "a": [1, "b", null] });
        assert_eq!(read(&value).unwrap()["new_field"], value["new_field"], "{name}");
    }
}

#[test]
fn an_empty_response_is_read() {
    for (name, read, _) in described() {
        read(&json!({})).unwrap_or_else(|(path, error)| panic!("{name}: {path}: {error}"));
    }
}

#[test]
fn a_missing_or_null_field_is_read_as_empty() {
    for (name, read, value) in described() {
        for at in
            places(&value).iter().filter(|at| !at.is_empty() && !at.ends_with(|letter: char| letter.is_ascii_digit()))
        {
            for new in [None, Some(Value::Null)] {
                let mut value = value.clone();
                change(&mut value, at, new);
                read(&value).unwrap_or_else(|(path, error)| panic!("{name} with {value}: {path}: {error}"));
            }
        }
    }
}

#[test]
fn a_field_of_the_wrong_type_is_an_error_that_names_its_path() {
    let wrong = |field: &Field, is_profile: bool| match field.kind {
        // An older name of `full_name`, which a profile keeps unread.
        Type::Text if field.name == "name" && is_profile => None,
        Type::Text | Type::Enum(_) => Some(json!(1)),
        Type::Integer | Type::Bool => Some(json!("x")),
        Type::List(_) => Some(json!({})),
        Type::Object(_) => Some(json!("x")),
        _ => None,
    };
    for (name, read, value) in described() {
        for field in schema(name).all_fields() {
            let mut value = value.clone();
            let Some(wrong) = wrong(field, name == "ProfileOutput") else { continue };
            value[field.name] = wrong;
            let (path, error) = read(&value).expect_err(field.name);
            assert_eq!(path, field.name, "{name}: {error}");
            assert!(error.starts_with("invalid type: "), "{name}: {error}");
        }
    }
}

#[test]
fn an_error_deep_in_a_list_names_its_path() {
    let value = json!({ "watchlists": [{ "id": "1" }, { "id": "2", "labels": [{ "name": ["x"] }] }] });
    let (path, error) = read::<WatchlistList>(&value).unwrap_err();
    assert_eq!(
        (path.as_str(), error.as_str()),
        ("watchlists[1].labels[0].name", "invalid type: sequence, expected a string")
    );
}

proptest! {
    /// Changes up to four places: the result is a value, or an error whose path is one of the places, above it, or inside its new value.
    #[test]
    fn a_mutated_response_is_a_value_or_an_error_that_names_a_path(
        type_of in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..=4),
    ) {
        let (name, read) = *type_of.get(TYPES);
        let mut value = sample::object(schema(name));
        let all = places(&value);
        let mut changed = Vec::new();
        for (place, new) in changes {
            let at = place.get(&all);
            change(&mut value, at, new.get(&replacements()).clone());
            changed.push(path(at));
        }
        if let Err((path, error)) = read(&value) {
            let is_near = |at: &String| path.starts_with(at.as_str()) || at.starts_with(path.as_str()) || path == ".";
            prop_assert!(changed.iter().any(is_near), "{name}: {path}: {error}, changed {changed:?}");
        }
    }
}

#[test]
fn whole_numbers_may_be_written_as_fractions() {
    let post: Post =
        serde_json::from_value(json!({ "id": "1", "created_at": 1_705_400_000_000.0, "likes_count": 12 })).unwrap();
    assert_eq!((post.created_at, post.likes_count), (Some(1_705_400_000_000), Some(12)));
    for (number, error) in [
        (json!(12.5), "invalid value: floating point `12.5`, expected a whole number"),
        (json!(1e300), "invalid value: floating point `1e+300`, expected a whole number"),
        (json!(u64::MAX), "invalid value: integer `18446744073709551615`, expected a whole number"),
        (json!("12"), "invalid type: string \"12\", expected a whole number"),
    ] {
        let (path, text) = read::<Post>(&json!({ "likes_count": number })).unwrap_err();
        assert_eq!((path.as_str(), text.as_str()), ("likes_count", error));
    }
}

#[test]
fn an_unknown_value_of_an_enum_is_kept() {
    let post: Post = serde_json::from_value(json!({ "id": "1", "post_type": "carousel" })).unwrap();
    assert_eq!(post.post_type, Some(PostType::Other("carousel".to_owned())));
    assert_eq!(serde_json::to_value(&post).unwrap()["post_type"], "carousel");
    assert_eq!(PostType::from("video"), PostType::Video);
    let like: Interaction = serde_json::from_value(json!({ "interaction_type": "like", "text": null })).unwrap();
    assert_eq!((like.interaction_type.as_str(), like.text), ("like", None));
}

#[test]
fn a_profile_is_read_from_both_shapes() {
    let flat = json!({ "name": "Ada Example", "headline": "Engineer", "location": "Paris, France",
        "profile_url": "https://www.linkedin.com/in/ada-example", "connections": 500, "followers": 1200, "skills": ["x"] });
    let profile: Profile = serde_json::from_value(flat).unwrap();
    assert_eq!((profile.full_name.as_deref(), profile.connections), (Some("Ada Example"), Some(500)));
    assert_eq!(profile.extra.keys().collect::<Vec<_>>(), ["skills"]);

    let nested = json!({ "profile": { "full_name": "Ada Example", "profile_slug": "ada-example",
        "positions": [{ "title": "Engineer", "is_current": true, "end_year": null }], "skills": [] }, "fetched_at": 1 });
    let profile: Profile = serde_json::from_value(nested.clone()).unwrap();
    assert_eq!(
        (profile.full_name.as_deref(), profile.profile_slug.as_deref()),
        (Some("Ada Example"), Some("ada-example"))
    );
    assert_eq!((profile.positions[0].is_current, profile.positions[0].end_year), (Some(true), None));
    assert_eq!(profile.extra.keys().collect::<Vec<_>>(), ["fetched_at", "skills"]);

    let mut wrong = nested;
    wrong["profile"]["positions"][0]["title"] = json!(1);
    assert_eq!(read::<Profile>(&wrong).unwrap_err().0, "profile.positions[0].title");
    let both = json!({ "full_name": "Ada", "name": "Ada Example" });
    assert_eq!(serde_json::from_value::<Profile>(both).unwrap().full_name.as_deref(), Some("Ada"));
}

#[test]
fn the_output_of_a_failed_task_may_be_anything() {
    let failed = json!({ "success": true, "data": { "id": "1", "status": "failed", "task_output": "not connected" } });
    let status: TaskStatus = serde_json::from_value(failed).unwrap();
    assert_eq!((status.data.status.as_str(), status.data.task_output), ("failed", Some(json!("not connected"))));
}

#[test]
fn keywords_are_strings_or_objects() {
    let value = json!(["rust", { "keyword": "wasm", "excluded_keywords": null, "weight": 2 }]);
    let keywords: Vec<KeywordEntry> = serde_json::from_value(value).unwrap();
    let [KeywordEntry::Text(text), KeywordEntry::Keyword(keyword)] = &keywords[..] else { panic!("{keywords:?}") };
    assert_eq!((text.as_str(), keyword.keyword.as_str(), &keyword.extra["weight"]), ("rust", "wasm", &json!(2)));
    let watchlist: Watchlist = serde_json::from_value(json!({ "id": "1", "keywords": ["rust"] })).unwrap();
    assert_eq!(watchlist.extra["keywords"], json!(["rust"]), "only two kinds of watchlist have keywords");
}
