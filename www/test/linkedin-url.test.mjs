import assert from "node:assert/strict";
import { test } from "node:test";

import { source } from "./support/source.mjs";

const { isMemberId, linkedInUrl, pageOf, parseLinkedInUrl, postOf, postUrn } = await source("shared/model/linkedin-url.ts");
const { redditUrl } = await source("shared/model/reddit-url.ts");
const { subjectOf } = await source("extension/src/model/subject.ts");

const pages = [
  ["https://www.linkedin.com/in/ada-example/", "profile", "ada-example"],
  ["https://www.linkedin.com/in/ada-example", "profile", "ada-example"],
  ["https://www.linkedin.com/in/ada-example/details/skills/?a=1#top", "profile", "ada-example"],
  ["https://linkedin.com/in/ada-example/", "profile", "ada-example"],
  ["https://fr.linkedin.com/in/ada-example/en", "profile", "ada-example"],
  ["https://uk.linkedin.com/in/ada-example/de-de", "profile", "ada-example"],
  ["https://m.linkedin.com/in/ada-example", "profile", "ada-example"],
  ["https://WWW.LinkedIn.com/in/ada-example", "profile", "ada-example"],
  ["https://www.linkedin.com/in/ada-example/recent-activity/all/", "profile", "ada-example"],
  ["https://www.linkedin.com/in/ada-example/overlay/contact-info/", "profile", "ada-example"],
  ["https://www.linkedin.com/mwlite/in/ada-example", "profile", "ada-example"],
  ["https://www.linkedin.com/comm/in/ada-example?midToken=x", "profile", "ada-example"],
  ["https://www.linkedin.com/in/ACoAABcdEfgHijKlmNopQrsTuvWxyz012345678?miniProfileUrn=x", "profile", "ACoAABcdEfgHijKlmNopQrsTuvWxyz012345678"],
  ["https://www.linkedin.com/sales/lead/ACwAABcdEfgHijKlmNopQrsTuvWxyz012345678,NAME_SEARCH,aB1c?_ntb=x", "profile", "ACwAABcdEfgHijKlmNopQrsTuvWxyz012345678"],
  ["https://www.linkedin.com/sales/lead/ACwAABcdEfgHijKlmNopQrsTuvWxyz012345678%2CNAME_SEARCH%2CaB1c", "profile", "ACwAABcdEfgHijKlmNopQrsTuvWxyz012345678"],
  ["https://www.linkedin.com/sales/people/ACwAABcdEfgHijKlmNopQrsTuvWxyz012345678,name", "profile", "ACwAABcdEfgHijKlmNopQrsTuvWxyz012345678"],
  ["https://www.linkedin.com/sales/company/1035", "company", "1035"],
  ["https://www.linkedin.com/sales/company/1035/people", "company", "1035"],
  ["https://www.linkedin.com/mwlite/company/acme", "company", "acme"],
  ["https://www.linkedin.com/comm/company/acme", "company", "acme"],
  ["https://de.linkedin.com/company/m%C3%BCller-s%C3%B6hne", "company", "müller-söhne"],
  ["https://www.linkedin.com/in/ren%C3%A9-example-%F0%9F%9A%80/", "profile", "rené-example-🚀"],
  ["https://www.linkedin.com/company/acme/posts/?feedView=all", "company", "acme"],
  ["https://www.linkedin.com/company/1035/", "company", "1035"],
  ["https://www.linkedin.com/school/acme-university/", "school", "acme-university"],
  ["https://www.linkedin.com/showcase/acme-cloud/", "showcase", "acme-cloud"],
  ["https://www.linkedin.com/pulse/how-we-hire-ada-example", "article", "how-we-hire-ada-example"],
  ["https://www.linkedin.com/posts/ada-example_hiring-activity-7000000000000000001-AbCd", "share", "ada-example_hiring-activity-7000000000000000001-AbCd"],
];
for (const [address, kind, slug] of pages) {
  test(`${address} is the ${kind} ${slug}`, () => assert.deepEqual(parseLinkedInUrl(address), { kind, slug }));
}

const posts = [
  ["feed/update/urn:li:activity:7000000000000000001/?utm=x", "urn:li:activity:7000000000000000001"],
  ["feed/update/urn%3Ali%3Aactivity%3A7000000000000000001", "urn:li:activity:7000000000000000001"],
  ["feed/update/urn:li:ugcPost:7000000000000000001", "urn:li:ugcPost:7000000000000000001"],
  ["feed/update/urn:li:share:7000000000000000001", "urn:li:share:7000000000000000001"],
  ["feed/update/urn:li:groupPost:123-7000000000000000001", "urn:li:groupPost:123-7000000000000000001"],
  ["feed/update/activity:7000000000000000001", "urn:li:activity:7000000000000000001"],
  ["mwlite/feed/update/urn:li:activity:7000000000000000001", "urn:li:activity:7000000000000000001"],
  ["comm/feed/update/urn:li:activity:7000000000000000001?midToken=x", "urn:li:activity:7000000000000000001"],
  ["embed/feed/update/urn:li:share:7000000000000000001", "urn:li:share:7000000000000000001"],
  ["video/live/urn:li:ugcPost:7000000000000000001/", "urn:li:ugcPost:7000000000000000001"],
  ["posts/ada-example_hiring-activity-7000000000000000001-AbCd", "urn:li:activity:7000000000000000001"],
  ["posts/ada-example_activity-7000000000000000001-AbCd", "urn:li:activity:7000000000000000001"],
  ["posts/ada-example_our-share-20240101-activity-7000000000000000001-A-_d?utm_source=share", "urn:li:activity:7000000000000000001"],
  ["posts/ada-example_%C3%BCber-uns-ugcPost-7000000000000000001-AbCd", "urn:li:ugcPost:7000000000000000001"],
  ["posts/ada-example_hiring-ugcpost-7000000000000000001-AbCd", "urn:li:ugcPost:7000000000000000001"],
  ["posts/ada-example_hiring-share-7000000000000000001-AbCd", "urn:li:share:7000000000000000001"],
  ["comm/posts/acme_hiring-activity-7000000000000000001-AbCd", "urn:li:activity:7000000000000000001"],
];
for (const [path, urn] of posts) {
  test(`${path} is the post ${urn}`, () => assert.equal(postUrn(parseLinkedInUrl(`https://www.linkedin.com/${path}`)), urn));
}

test("an address without a post's number names no post", () => {
  for (const path of ["posts/ada-example", "posts/ada-example_activity-1", "pulse/how-we-hire-activity-7000000000000000001", "in/ada-activity-7000000000000000001"]) {
    assert.equal(postUrn(parseLinkedInUrl(`https://www.linkedin.com/${path}`)), undefined, path);
  }
});

test("a member's id is not used as a name", () => {
  for (const id of ["ACoAABcdEfgHijKlmNopQrsTuvWxyz012345678", "ACwAAAbc-EfgHijKlmNopQrsTuvWxyz01234_678", "AEMAABcdEfgHijKlmNopQrsTuvWxyz012345678"]) assert.ok(isMemberId(id), id);
  for (const slug of ["ada-example", "acoaabcdefghijklmnopqrstuvwxyz012345678", "ACoAA", "aaron-acoaa-0123456789012345678901234567"]) assert.ok(!isMemberId(slug), slug);
});

const rejected = [
  ["a missing address", undefined],
  ["an empty address", ""],
  ["an address without a scheme", "linkedin.com/in/ada-example"],
  ["a page of the browser", "chrome://newtab/"],
  ["the feed", "https://www.linkedin.com/feed/"],
  ["a redirect", "https://www.linkedin.com/redir/redirect?url=https%3A%2F%2Fevil.example"],
  ["a redirect of the safety page", "https://www.linkedin.com/safety/go?url=https%3A%2F%2Fevil.example"],
  ["a sign-in page that leads on", "https://www.linkedin.com/uas/login?session_redirect=https%3A%2F%2Fevil.example"],
  ["a redirect reached from a profile by dots", "https://www.linkedin.com/in/../redir/redirect?url=https%3A%2F%2Fevil.example"],
  ["a post whose id is not a URN", "https://www.linkedin.com/feed/update/javascript:alert(1)"],
  ["a post without a URN", "https://www.linkedin.com/feed/update/"],
  ["a section named like an object's own method", "https://www.linkedin.com/constructor/ada-example"],
  ["a profile without a slug", "https://www.linkedin.com/in/"],
  ["Sales Navigator's home", "https://www.linkedin.com/sales/home"],
  ["a search in Sales Navigator", "https://www.linkedin.com/sales/search/people?query=x"],
  ["a lead without an id", "https://www.linkedin.com/sales/lead/,NAME_SEARCH,x"],
  ["a redirect of an email", "https://www.linkedin.com/comm/redir/redirect?url=https%3A%2F%2Fevil.example"],
  ["a short link, which only LinkedIn can follow", "https://lnkd.in/abcd"],
  ["the reader's own page before LinkedIn names it", "https://www.linkedin.com/in/me/"],
  ["the form for a new company page", "https://www.linkedin.com/company/setup/new/"],
  ["a look-alike host", "https://linkedin.com.evil.example/in/ada-example"],
  ["a look-alike name", "https://www.notlinkedin.com/in/ada-example"],
  ["a host in the path", "https://evil.example/https://www.linkedin.com/in/ada-example"],
  ["user information", "https://www.linkedin.com@evil.example/in/ada-example"],
  ["user information before the right host", "https://user:pw@www.linkedin.com/in/ada-example"],
  ["a password alone", "https://:pw@www.linkedin.com/in/ada-example"],
  ["another scheme", "javascript://www.linkedin.com/in/ada-example"],
  ["a host with a trailing dot", "https://www.linkedin.com./in/ada-example"],
  ["a backslash that hides the host", "https://evil.example\\\\@www.linkedin.com/in/ada-example"],
  ["a port", "https://www.linkedin.com:8443/in/ada-example"],
  ["plain http", "http://www.linkedin.com/in/ada-example"],
  ["a broken escape", "https://www.linkedin.com/in/ada%E0%A4/"],
  ["an escaped slash", "https://www.linkedin.com/in/ada%2Fexample/"],
  ["an escape within an escape", "https://www.linkedin.com/in/ada%252Fexample/"],
  ["an escaped backslash", "https://www.linkedin.com/in/ada%5Cexample/"],
  ["an escaped line break", "https://www.linkedin.com/in/ada%0Aexample/"],
  ["a slug of a hundred and one characters", `https://www.linkedin.com/in/${"a".repeat(101)}/`],
];
for (const [what, address] of rejected) {
  test(`${what} is rejected`, () => assert.equal(parseLinkedInUrl(address), null));
}

test("a built address has the host www.linkedin.com and no query or user info", () => {
  for (const [address, , slug] of pages) {
    const url = new URL(linkedInUrl(parseLinkedInUrl(address)));
    assert.deepEqual([url.origin, url.search, url.hash, url.username], ["https://www.linkedin.com", "", "", ""], address);
    assert.equal(decodeURIComponent(url.pathname.split("/").at(-1)), slug);
  }
});

test("a slug is encoded, and one that is not a single path segment is rejected", () => {
  assert.equal(linkedInUrl(pageOf("profile", "rené 🚀".replace(" ", "-"))), "https://www.linkedin.com/in/ren%C3%A9-%F0%9F%9A%80");
  assert.equal(linkedInUrl(pageOf("company", "r%C3%A9da")), "https://www.linkedin.com/company/r%C3%A9da");
  for (const slug of ["../redir/redirect?url=evil", "..", ".", "a/b", "a?b", "a#b", "a\\b", "a b", "", undefined, "%E0%A4", "%2e%2e", "%2F"]) {
    assert.equal(pageOf("profile", slug), null, String(slug));
  }
});

test("only a LinkedIn URN names a post", () => {
  assert.equal(linkedInUrl(postOf("urn:li:activity:7")), "https://www.linkedin.com/feed/update/urn:li:activity:7");
  for (const urn of ["", undefined, "7", "urn:li:activity:7/../../redir", "urn:li:activity:7?x=1", "urn:isbn:7", "../redir", "urn:li:activity:%2F"]) {
    assert.equal(postOf(urn), null, String(urn));
  }
});

test("the extension accepts people, companies, schools and showcase pages", () => {
  const subjects = ["in/ada-example", "company/acme", "school/acme", "showcase/acme"].map((path) => subjectOf(`https://www.linkedin.com/${path}`)?.kind);
  assert.deepEqual(subjects, ["profile", "company", "company", "company"]);
  for (const path of ["posts/x", "pulse/x", "feed/"]) assert.equal(subjectOf(`https://www.linkedin.com/${path}`), null, path);
});

test("links to Reddit lead to posts, subreddits and people, on www.reddit.com", () => {
  const kept = { "https://old.reddit.com/r/rust/comments/abc/title/?x=1#y": "/r/rust/comments/abc/title/", "https://reddit.com/r/rust": "/r/rust", "https://www.reddit.com/user/ada": "/user/ada" };
  for (const [address, path] of Object.entries(kept)) assert.equal(redditUrl(address), `https://www.reddit.com${path}`);
  for (const address of [
    "http://www.reddit.com/r/rust", "https://user@www.reddit.com/r/rust", "https://www.reddit.com:444/r/rust", "https://reddit.com.evil.example/r/rust", "https://notreddit.com/r/rust",
    "https://out.reddit.com/?url=https://evil.example", "https://www.reddit.com/media?url=https://evil.example", "https://www.reddit.com/", "slug", undefined,
  ]) {
    assert.equal(redditUrl(address), undefined, String(address));
  }
});
