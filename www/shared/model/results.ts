// Reads the output of a task as people, companies and posts. The API does not document all outputs, so each value is looked up under every
// known field name, and the objects stay available unchanged.

import { type Company, readCompany } from "./company.ts";
import { type Person, readPerson } from "./person.ts";
import { type Post, readPost } from "./post.ts";
import { type Raw, isObject, objectsIn } from "./raw.ts";

export interface TaskResults {
  people: Person[];
  companies: Company[];
  posts: Post[];
  /** The objects behind the results, unchanged, for a table or a download. */
  rows: Raw[];
}

/** Reads a task's output according to its operation. */
export function readResults(operation: string, output: unknown): TaskResults {
  const none: TaskResults = { people: [], companies: [], posts: [], rows: [] };
  switch (operation) {
    case "linkedin.fetchProfile": {
      const rows = one(output, "profile");
      return { ...none, people: rows.map(readPerson), rows };
    }
    case "linkedin.searchProfiles":
    case "linkedin.fetchConnections": {
      const rows = many(output);
      return { ...none, people: rows.map(readPerson), rows };
    }
    case "linkedin.fetchCompany": {
      const rows = one(output, "company");
      return { ...none, companies: rows.map(readCompany), rows };
    }
    case "linkedin.fetchProfilesPosts":
    case "linkedin.fetchCompanyPosts": {
      const rows = many(output);
      return { ...none, posts: rows.map(readPost), rows };
    }
    default:
      return isObject(output) ? { ...none, rows: [output] } : none;
  }
}

function one(output: unknown, under: string): Raw[] {
  if (!isObject(output)) return [];
  const inner = output[under];
  return [isObject(inner) ? inner : output];
}

// The name of the list is not documented, so the first list in the output is used.
function many(output: unknown): Raw[] {
  const list = Array.isArray(output) ? output : isObject(output) ? Object.values(output).find((value) => Array.isArray(value)) : [];
  return objectsIn(list);
}
