//! Signing in by one-time code.

use super::operation::Kind::Write;
use super::operation::Method::Post;
use super::operation::Operation;
use super::param::Shape::{Digits, Email};
use super::param::{Param, body};
use super::schema::Type::{Bool, Integer, Object, Text};
use super::schema::{Schema, field};
use super::shapes::ANY_TEXT;

const EMAIL: Param = body(
    "email",
    Email,
    "The address that the code is sent to. An unknown one becomes an account when the code is verified.",
)
.required();
const OTP: Param = body("otp", Digits(6), "The six digits from the e-mail, as a string; valid for 1 hour.").required();

const OTP_SENT: Schema = Schema::new(
    "OtpSent",
    "Confirms that a code was sent.",
    &[
        field("success", Bool, "Whether the code was sent.").always(),
        field("email", Text, "The address it was sent to.").always(),
        field(
            "sign_in",
            Text,
            "Set by a gateway for a client with `token`. The client sends it with the code, so that no other caller can use up its attempts.",
        ),
    ],
)
.complete();

const USER: Schema = Schema::new(
    "OtpUser",
    "The user who signed in.",
    &[
        field("id", Text, "The user's id.").unit("UUID").always(),
        field("full_name", Text, "First and last name.").always(),
        field("email", Text, "The address that the code was sent to.").always(),
    ],
)
.complete();

const TEAM: Schema = Schema::new(
    "OtpTeam",
    "The team of the user who signed in.",
    &[
        field("id", Text, "The team's id.").unit("UUID").always(),
        field("name", Text, "The team's name.").always(),
        field("api_key", Text, "The team's key, a secret. Never present through a gateway."),
    ],
)
.complete();

const SESSION: Schema = Schema::new(
    "OtpSession",
    "A session at a gateway.",
    &[
        field("token", Text, "What the client's `token` function returns from now on.").always(),
        field("expires_at", Integer, "When it ends.").unit("Milliseconds since 1970").always(),
    ],
)
.complete();

const OTP_VERIFIED: Schema = Schema::new(
    "OtpVerified",
    "A sign-in: the user, the team and, through a gateway, the session.",
    &[
        field("user", Object(&USER), "The user who signed in.").always(),
        field("team", Object(&TEAM), "The user's team.").always(),
        field("session_id", Text, "From a gateway: the id of the session."),
        field("session", Object(&SESSION), "From a gateway, when the client has `token`."),
    ],
)
.complete();

/// The operations, in the order of the API reference.
#[rustfmt::skip]
pub const OPERATIONS: [Operation; 2] = [
    Operation::new("auth.sendOtp", Write, Post, "/linkedin-agent/auth-send-otp",
        &[EMAIL, body("full_name", ANY_TEXT, "Used only when the address becomes an account.")])
        .docs("Sends a one-time code to an e-mail address.", &OTP_SENT)
        .errors(&[(400, "Missing or invalid 'email'")]).without_key(),
    Operation::new("auth.verifyOtp", Write, Post, "/linkedin-agent/auth-verify-otp", &[EMAIL, OTP])
        .docs("Exchanges a one-time code for the team and, without a gateway, its key.", &OTP_VERIFIED)
        .errors(&[(400, "Missing or invalid 'email'"), (400, "Missing or invalid 'otp'"), (401, "Invalid or expired OTP")])
        .without_key(),
];
