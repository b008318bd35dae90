//! Signing in by one-time code.

use super::operation::Kind::Write;
use super::operation::Method::Post;
use super::operation::Operation;
use super::param::Shape::{Digits, Email};
use super::param::{Param, body};
use super::shapes::ANY_TEXT;

const EMAIL: Param = body("email", Email, "The address that the code is sent to.").required();
const OTP: Param = body("otp", Digits(6), "The six digits from the e-mail, as a string; valid for 1 hour.").required();

/// The operations, in the order of the API reference.
#[rustfmt::skip]
pub const OPERATIONS: [Operation; 2] = [
    Operation::new("auth.sendOtp", Write, Post, "/linkedin-agent/auth-send-otp",
        &[EMAIL, body("full_name", ANY_TEXT, "Used only when the address becomes an account.")])
        .docs("Sends a one-time code to an e-mail address.", "OtpSent")
        .errors(&[(400, "Missing or invalid 'email'")]).without_key(),
    Operation::new("auth.verifyOtp", Write, Post, "/linkedin-agent/auth-verify-otp", &[EMAIL, OTP])
        .docs("Exchanges a one-time code for the team and, without a gateway, its key.", "OtpVerified")
        .errors(&[(400, "Missing or invalid 'email'"), (400, "Missing or invalid 'otp'"), (401, "Invalid or expired OTP")])
        .without_key(),
];
