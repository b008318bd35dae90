import assert from "node:assert/strict";
import { test } from "node:test";

import { source } from "./support/source.mjs";

const { parseLinkedInAddress } = await source("../extension/src/linkedin-address.ts");

const cases = [
  ["https://www.linkedin.com/in/ada-example/", "profile", "ada-example"],
  ["https://www.linkedin.com/in/ada-example", "profile", "ada-example"],
  ["https://www.linkedin.com/in/ada-example/details/skills/?a=1#top", "profile", "ada-example"],
  ["https://linkedin.com/in/ada-example/", "profile", "ada-example"],
  ["https://fr.linkedin.com/in/ada-example/en", "profile", "ada-example"],
  ["https://www.linkedin.com/in/ren%C3%A9-example-%F0%9F%9A%80/", "profile", "rené-example-🚀"],
  ["https://www.linkedin.com/company/acme/posts/?feedView=all", "company", "acme"],
  ["https://www.linkedin.com/company/1035/", "company", "1035"],
];
for (const [address, kind, slug] of cases) {
  test(`${address} is the ${kind} ${slug}`, () => assert.deepEqual(parseLinkedInAddress(address), { kind, slug }));
}

const refused = [
  ["no address", undefined],
  ["an empty address", ""],
  ["no URL", "linkedin.com/in/ada-example"],
  ["a page of the browser", "chrome://newtab/"],
  ["another section", "https://www.linkedin.com/feed/"],
  ["a section named like an object's own method", "https://www.linkedin.com/constructor/ada-example"],
  ["no slug", "https://www.linkedin.com/in/"],
  ["the reader's own page before LinkedIn names it", "https://www.linkedin.com/in/me/"],
  ["the form for a new company page", "https://www.linkedin.com/company/setup/new/"],
  ["a look-alike host", "https://linkedin.com.evil.example/in/ada-example"],
  ["a look-alike name", "https://www.notlinkedin.com/in/ada-example"],
  ["a host in the path", "https://evil.example/https://www.linkedin.com/in/ada-example"],
  ["user information", "https://www.linkedin.com@evil.example/in/ada-example"],
  ["a port", "https://www.linkedin.com:8443/in/ada-example"],
  ["plain http", "http://www.linkedin.com/in/ada-example"],
  ["a broken escape", "https://www.linkedin.com/in/ada%E0%A4/"],
  ["an escaped slash", "https://www.linkedin.com/in/ada%2Fexample/"],
  ["an escaped line break", "https://www.linkedin.com/in/ada%0Aexample/"],
  ["a slug of a hundred and one characters", `https://www.linkedin.com/in/${"a".repeat(101)}/`],
];
for (const [what, address] of refused) {
  test(`${what} is nobody's page`, () => assert.equal(parseLinkedInAddress(address), null));
}
