// The values of the watchlist form, and the request body made from them.

import type { Failure } from "../../shared/model/failure.ts";
import type { Keyword, Kind, Label, Watchlist, WatchlistChange } from "../../shared/model/watchlist.ts";
import { strings } from "../lib/strings.ts";
import { splitCommas, splitLines } from "./arguments.ts";

const words = strings.watchlistForm;

export type Method = "keywords" | "prompt" | "keep";

export interface KeywordDraft {
  keyword: string;
  required: string;
  excluded: string;
  includeAll: boolean;
}

export interface Draft {
  name: string;
  description: string;
  how: Method;
  keywords: KeywordDraft[];
  prompt: string;
  /** Profiles or companies, one per line. */
  tracked: string;
  frequency: string;
  labels: string;
  slack: string;
}

export const emptyKeyword: KeywordDraft = { keyword: "", required: "", excluded: "", includeAll: true };

export const emptyDraft: Draft = {
  name: "",
  description: "",
  how: "keywords",
  keywords: [emptyKeyword],
  prompt: "",
  tracked: "",
  frequency: "",
  labels: "",
  slack: "",
};

export type DraftErrors = Partial<Record<keyof Draft, string>>;

/** Whether watchlists of this kind look for keywords, not for posts of certain people or companies. */
export const hasKeywords = (kind: Kind) => kind === "keyword" || kind === "reddit";

/** Builds the body of a creation, and the errors of the form by field. */
export function buildCreation(kind: Kind, draft: Draft): { body: WatchlistChange; wrong: DraftErrors } {
  const body: WatchlistChange = {};
  const wrong: DraftErrors = {};
  if (draft.name.trim()) body.name = draft.name.trim();
  if (draft.frequency) body.fetchFreqInHours = Number(draft.frequency);
  if (hasKeywords(kind) && draft.how === "prompt") {
    // With a prompt, OutX writes labels and description itself.
    if (draft.prompt.trim()) body.prompt = draft.prompt.trim();
    else wrong.prompt = words.needPrompt;
    return { body, wrong };
  }
  if (draft.description.trim()) body.description = draft.description.trim();
  const labels = labelsOf(draft.labels);
  if (labels.length > 0) body.labels = labels;
  if (kind === "reddit" && draft.slack.trim()) body.slack_webhook_url = draft.slack.trim();
  if (kind === "reddit" && slackProblem(draft.slack)) wrong.slack = words.slackInvalid;
  if (hasKeywords(kind)) {
    const keywords = keywordsOf(draft.keywords);
    if (keywords.length > 0) body.keywords = keywords;
    else wrong.keywords = words.needKeyword;
  } else {
    const tracked = splitLines(draft.tracked);
    if (tracked.length > 0) body[kind === "people" ? "profiles" : "companies"] = tracked;
    else wrong.tracked = kind === "people" ? words.needProfiles : words.needCompanies;
  }
  return { body, wrong };
}

/** The values of the form for an existing watchlist. Its keywords are kept unless the reader chooses otherwise. */
export function draftFrom(watchlist: Watchlist): Draft {
  const keywords = watchlist.keywords.map(keywordDraft);
  return {
    ...emptyDraft,
    name: watchlist.name,
    how: "keep",
    keywords: keywords.length > 0 ? keywords : [emptyKeyword],
    frequency: watchlist.fetchFreqInHours === undefined ? "" : String(watchlist.fetchFreqInHours),
    labels: watchlist.labels.map(labelLine).join("\n"),
    slack: watchlist.slack_webhook_url ?? "",
  };
}

/** Builds the body of an update with the fields that differ from `before`. OutX keeps the others, and replaces a whole set of keywords or labels. */
export function buildUpdate(kind: Kind, before: Draft, draft: Draft): { body: WatchlistChange; wrong: DraftErrors } {
  const body: WatchlistChange = {};
  const wrong: DraftErrors = {};
  if (hasKeywords(kind) && draft.how === "prompt") {
    if (draft.prompt.trim()) body.prompt = draft.prompt.trim();
    else wrong.prompt = words.needPrompt;
    return { body, wrong };
  }
  const name = draft.name.trim();
  if (!name) wrong.name = words.needName;
  else if (name !== before.name) body.name = name;
  if (draft.frequency && draft.frequency !== before.frequency) body.fetchFreqInHours = Number(draft.frequency);
  if (draft.slack.trim() !== before.slack) {
    body.slack_webhook_url = draft.slack.trim() || null;
    if (slackProblem(draft.slack)) wrong.slack = words.slackInvalid;
  }
  if (!hasKeywords(kind)) return { body, wrong };
  if (draft.labels.trim() && draft.labels !== before.labels) body.labels = labelsOf(draft.labels);
  if (draft.how === "keywords") {
    const keywords = keywordsOf(draft.keywords);
    if (keywords.length > 0) body.keywords = keywords;
    else wrong.keywords = words.needKeyword;
  }
  return { body, wrong };
}

/** The field of the form for each argument that the client or the API can reject. */
const fieldOf: Record<string, keyof Draft> = {
  name: "name", keywords: "keywords", prompt: "prompt", profiles: "tracked", companies: "tracked", fetchFreqInHours: "frequency", labels: "labels", slack_webhook_url: "slack", description: "description",
};

/** The error of a rejected argument, by field of the form. Its message begins with the argument, such as `labels[0].name must be…`. */
export function rejectedFields(failure: Failure | undefined): DraftErrors {
  if (failure?.code !== "invalid_request") return {};
  const [, argument = "", line] = failure.message.match(/^"?(\w+)"?(?:\[(\d+)\])?/) ?? [];
  const field = Object.hasOwn(fieldOf, argument) ? fieldOf[argument] : undefined;
  const text = failure.message.replace(/ \([\w.]+\)$/, "");
  return field ? { [field]: line === undefined ? text : `${words.line(Number(line) + 1)}: ${text}` } : {};
}

function slackProblem(text: string): string | undefined {
  return text.trim() && !/^https:\/\/\S+$/.test(text.trim()) ? words.slackInvalid : undefined;
}

function keywordsOf(drafts: readonly KeywordDraft[]): (string | Partial<Keyword>)[] {
  return drafts.flatMap(({ keyword, required, excluded, includeAll }): (string | Partial<Keyword>)[] => {
    const word = keyword.trim();
    if (!word) return [];
    const [must, never] = [splitCommas(required), splitCommas(excluded)];
    if (must.length === 0 && never.length === 0) return [word];
    return [
      {
        keyword: word,
        // The API documentation contradicts itself on what a missing flag means, so the flag is always sent.
        ...(must.length > 0 && { required_keywords: must, include_all_required: includeAll }),
        ...(never.length > 0 && { excluded_keywords: never }),
      },
    ];
  });
}

function keywordDraft(word: string | Keyword): KeywordDraft {
  if (typeof word === "string") return { ...emptyKeyword, keyword: word };
  const { keyword, required_keywords, excluded_keywords, include_all_required } = word;
  return { keyword, required: required_keywords.join(", "), excluded: excluded_keywords.join(", "), includeAll: include_all_required };
}

function labelsOf(text: string): Label[] {
  return splitLines(text).map((line) => {
    const [name = "", description] = line.split(/:\s*(.*)/);
    return description ? { name: name.trim(), description } : { name: name.trim() };
  });
}

function labelLine({ name, description }: Label): string {
  return [name, description].filter(Boolean).join(": ");
}
