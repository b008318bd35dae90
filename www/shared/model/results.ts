// What a task returned, as people, companies and posts. The API documents its results unevenly, so each fact is looked for under every
// name it is known by, and the response stays available as it came.

import { type Company, readCompany } from "./company.ts";
import { type Person, readPerson } from "./person.ts";
import { type Post, readPost } from "./post.ts";
import { type Raw, isObject, objectsIn } from "./raw.ts";

export interface TaskResults {
  people: Person[];
  companies: Company[];
  posts: Post[];
  /** The objects shown, as they came, for a table or a download. */
  rows: Raw[];
}

/** Sorts a task's output by what the operation brings. */
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

// The container's name is not documented: it is the first list in the response.
function many(output: unknown): Raw[] {
  const list = Array.isArray(output) ? output : isObject(output) ? Object.values(output).find((value) => Array.isArray(value)) : [];
  return objectsIn(list);
}
