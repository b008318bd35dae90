import assert from "node:assert/strict";
import { test } from "node:test";

import { source } from "./support/source.mjs";

const { fieldErrors, fieldLabel, readForm } = await source("console/model/arguments.ts");

const param = (name, type, more = {}) => ({ name, type, place: "body", required: false, choices: [], description: "", ...more });
const form = (...params) => ({ params });

test("empty fields are left out, and a required one is an error", () => {
  const operation = form(param("a", "text"), param("b", "text", { required: true }));
  assert.deepEqual(readForm(operation, { a: "  ", b: "" }), { args: {}, problems: { b: "B is required." } });
});

test("the error of a missing list is in the plural, and titles of watchlists write Reddit with a capital", async () => {
  assert.deepEqual(readForm(form(param("profile_urns", "list", { required: true })), {}).problems, { profile_urns: "Enter at least one: Profile URNs." });
  const { strings } = await source("console/lib/strings.ts");
  assert.deepEqual(["Keyword", "Reddit"].map(strings.watchlistForm.createTitle), ["New keyword watchlist", "New Reddit watchlist"]);
  assert.deepEqual(["Company", "Reddit"].map(strings.watchlists.empty), ["No company watchlists yet", "No Reddit watchlists yet"]);
  assert.deepEqual([strings.watchlists.tracked("1", "people"), strings.watchlists.tracked("3", "company")], ["1 person", "3 companies"]);
  assert.notEqual(strings.linkedin.start, "Start", "a field of fetchConnections is called Start");
});

test("each text is converted to a value of its parameter's type", () => {
  const operation = form(
    param("count", "number"), param("urns", "list"), param("on", "boolean"), param("hours", "choice", { choices: [1, 3] }), param("labels", "json"),
  );
  const typed = { count: "25", urns: "a\n\n b ", on: "false", hours: "3", labels: '[{"name":"x"}]' };
  assert.deepEqual(readForm(operation, typed), { args: { count: 25, urns: ["a", "b"], on: false, hours: 3, labels: [{ name: "x" }] }, problems: {} });
});

test("a number is parsed from the digits of any script", () => {
  assert.deepEqual(readForm(form(param("count", "number")), { count: "２５" }), { args: { count: 25 }, problems: {} });
});

test("an error names the field whose value cannot be parsed", () => {
  const { problems } = readForm(form(param("count", "number"), param("labels", "json")), { count: "many", labels: "{" });
  assert.deepEqual(problems, { count: "Count must be a number.", labels: "Labels must be JSON." });
});

test("the label of a field is its name as words", () => {
  assert.deepEqual(["profile_urns", "fetchFreqInHours", "social_urn"].map(fieldLabel), ["Profile URNs", "Fetch freq in hours", "Social URN"]);
});

test("a field of a slug or a URN accepts the address of a page", () => {
  const value = (name, type, text) => readForm(form(param(name, type)), { [name]: text }).args[name];
  for (const address of ["https://www.linkedin.com/in/ada-example/", "linkedin.com/in/ada-example", "www.linkedin.com/in/ada-example?x=1", "http://www.linkedin.com/in/ada-example/", "ada-example"]) {
    assert.equal(value("profile_slug", "text", address), "ada-example", address);
  }
  assert.equal(value("company_slug", "text", "https://www.linkedin.com/company/acme/posts/"), "acme");
  const urn = "urn:li:activity:7000000000000000001";
  assert.equal(value("social_urn", "text", `https://www.linkedin.com/feed/update/${urn}/`), urn);
  assert.equal(value("social_urn", "text", "https://www.linkedin.com/posts/ada-example_hiring-activity-7000000000000000001-AbCd"), urn);
  const member = "ACoAABcdEfgHijKlmNopQrsTuvWxyz012345678";
  assert.equal(value("recipient_urn", "text", `https://www.linkedin.com/in/${member}?miniProfileUrn=x`), `urn:li:fsd_profile:${member}`);
  assert.deepEqual(value("profile_urns", "list", `linkedin.com/in/${member}\nurn:li:fsd_profile:x`), [`urn:li:fsd_profile:${member}`, "urn:li:fsd_profile:x"]);
  assert.equal(value("message", "text", "https://www.linkedin.com/in/ada-example/"), "https://www.linkedin.com/in/ada-example/");
});

test("an address of another kind of page is rejected at its field, because the call would act on something else", () => {
  const problem = (name, text, type = "text") => readForm(form(param(name, type)), { [name]: text }).problems[name];
  assert.match(problem("profile_slug", "https://www.linkedin.com/company/acme/"), /the address of a person/);
  assert.match(problem("company_slug", "linkedin.com/in/ada-example"), /the address of a company/);
  assert.match(problem("social_urn", "https://www.linkedin.com/in/ada-example"), /the address of a post/);
  // The name in an address is not an id; the fetched profile has the id.
  assert.match(problem("recipient_urn", "https://www.linkedin.com/in/ada-example"), /^Enter a URN/);
  assert.match(problem("profile_urns", "urn:li:fsd_profile:x\nhttps://www.linkedin.com/in/ada-example", "list"), /^Enter a URN/);
  for (const [name, text] of [["profile_slug", "ada-example"], ["company_slug", "https://www.linkedin.com/school/acme/"], ["social_urn", "urn:li:activity:7"], ["recipient_urn", "urn:li:person:x"], ["message", "https://www.linkedin.com/company/acme/"]]) assert.equal(problem(name, text), undefined, text);
});

test("an error that names a field is shown at the field", () => {
  const operation = form(param("profile_slug", "text"));
  const failure = (message, code = "invalid_request") => ({ code, message });
  assert.deepEqual(fieldErrors(operation, failure('profile_slug must be a slug, got "x y"')), { profile_slug: 'Profile slug must be a slug, got "x y"' });
  assert.deepEqual(fieldErrors(operation, failure("at least one of keywords")), {});
  assert.deepEqual(fieldErrors(operation, failure("profile_slug was lost", "network")), {});
  assert.deepEqual(fieldErrors(operation, undefined), {});
});

test("an error about a group is shown at its first field, with the labels of all", () => {
  const operation = { params: [{ name: "title" }, { name: "keywords" }, { name: "start" }] };
  const failure = { code: "invalid_request", message: "at least one of keywords, title must be given, got none (linkedin.searchProfiles)" };
  assert.deepEqual(fieldErrors(operation, failure), { title: "Fill in at least one: Title, Keywords." });
});
