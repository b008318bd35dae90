import { useState } from "preact/hooks";

import { AreaField, SelectField, TextField, focusInvalid } from "../../shared/components/field.tsx";
import type { Kind, WatchlistChange } from "../../shared/model/watchlist.ts";
import { frequencies } from "../../shared/model/watchlist.ts";
import { strings } from "../lib/strings.ts";
import { type Draft, type DraftErrors, type Method, hasKeywords, rejectedFields } from "../model/watchlist-draft.ts";
import type { Action } from "../state/action.ts";
import { useDraft } from "../state/draft.ts";
import { Choices } from "./choices.tsx";
import { KeywordFields } from "./keyword-fields.tsx";
import { Problem } from "./problem.tsx";

const words = strings.watchlistForm;

interface Props {
  kind: Kind;
  /** The id of the watchlist to change; without it, a watchlist is created. */
  id?: string | undefined;
  start: Draft;
  read: (draft: Draft) => { body: WatchlistChange; wrong: DraftErrors };
  save: Action<[WatchlistChange]>;
  backTo: string;
}

export function WatchlistForm({ kind, id, start, read, save, backTo }: Props) {
  const existing = id !== undefined;
  const kept = useDraft(`watchlist ${kind} ${id ?? "new"}`, start);
  const draft = kept.value;
  const [missing, setWrong] = useState<DraftErrors>({});
  const wrong = { ...rejectedFields(save.failure), ...missing };
  const [unchanged, setUnchanged] = useState(false);
  const set = <K extends keyof Draft>(name: K, value: Draft[K]) => kept.set({ ...draft, [name]: value });
  const byPrompt = hasKeywords(kind) && draft.how === "prompt";

  function submit(event: SubmitEvent) {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const { body, wrong } = read(draft);
    setWrong(wrong);
    setUnchanged(existing && Object.keys(wrong).length === 0 && Object.keys(body).length === 0);
    if (Object.keys(wrong).length > 0) focusInvalid(form);
    else if (Object.keys(body).length > 0) void save.run(body).then((saved) => (saved ? kept.forget() : focusInvalid(form)));
  }

  return (
    <form class="stack form" noValidate onSubmit={submit}>
      {kept.restored && <Restored discard={kept.clear} />}
      {hasKeywords(kind) && <Choices legend={words.how} choices={ways(existing)} value={draft.how} onChange={(how) => set("how", how)} />}
      {byPrompt && <AreaField label={words.prompt} hint={`${words.promptHint} ${words.byPromptHint}`} error={wrong.prompt} rows={4} value={draft.prompt} onInput={(text) => set("prompt", text)} />}
      {hasKeywords(kind) && draft.how === "keywords" && <KeywordFields keywords={draft.keywords} error={wrong.keywords} onChange={(keywords) => set("keywords", keywords)} />}
      {!hasKeywords(kind) && <Tracked kind={kind} existing={existing} draft={draft} error={wrong.tracked} onInput={(text) => set("tracked", text)} />}
      {!(existing && byPrompt) && (
        <div class="columns">
          <TextField label={words.name} optional={!existing} hint={existing ? undefined : words.nameHint} error={wrong.name} maxLength={200} value={draft.name} onInput={(text) => set("name", text)} />
          <Frequency isSet={start.frequency !== ""} value={draft.frequency} onInput={(text) => set("frequency", text)} />
        </div>
      )}
      {!byPrompt && hasKeywords(kind) && (
        <AreaField label={words.labels} optional error={wrong.labels} hint={existing ? `${words.labelsHint} ${words.labelsKept}` : words.labelsHint} value={draft.labels} onInput={(text) => set("labels", text)} />
      )}
      {!byPrompt && !existing && <TextField label={words.description} optional value={draft.description} onInput={(text) => set("description", text)} />}
      {!byPrompt && (existing || kind === "reddit") && (
        <TextField label={words.slack} type="url" optional hint={words.slackHint} error={wrong.slack} value={draft.slack} onInput={(text) => set("slack", text)} />
      )}
      {save.failure && <Problem failure={save.failure} />}
      <div class="row form-end">
        <button class="button primary" aria-disabled={save.busy}>
          {existing ? (save.busy ? strings.common.saving : strings.common.save) : save.busy ? words.creating : words.create}
        </button>
        <a class="button" href={backTo} onClick={kept.forget}>
          {strings.common.cancel}
        </a>
        <p class="quiet" role="status">
          {unchanged && words.nothingChanged}
        </p>
      </div>
    </form>
  );
}

/** Says that the form has the text that was typed before it was left. */
export function Restored({ discard }: { discard: () => void }) {
  return (
    <p class="restored" role="status">
      {strings.form.restored}{" "}
      <button type="button" class="link" onClick={discard}>
        {strings.form.discard}
      </button>
    </p>
  );
}

function ways(existing: boolean): { value: Method; label: string }[] {
  return [
    ...(existing ? [{ value: "keep" as const, label: words.keepKeywords }] : []),
    { value: "keywords", label: words.byKeywords },
    { value: "prompt", label: words.byPrompt },
  ];
}

/** `isSet`: whether the watchlist has a frequency already, which can be changed but not removed. */
function Frequency({ isSet, value, onInput }: { isSet: boolean; value: string; onInput: (value: string) => void }) {
  return (
    <SelectField label={words.frequency} value={value} onInput={onInput}>
      {!isSet && <option value="">{words.frequencyDefault}</option>}
      {frequencies.map((hours) => (
        <option key={hours} value={String(hours)}>
          {strings.watchlists.every(hours)}
        </option>
      ))}
    </SelectField>
  );
}

interface TrackedProps {
  kind: Kind;
  existing: boolean;
  draft: Draft;
  error: string | undefined;
  onInput: (text: string) => void;
}

function Tracked({ kind, existing, draft, error, onInput }: TrackedProps) {
  const people = kind === "people";
  if (existing) return <p class="quiet">{people ? words.profilesFixed : words.companiesFixed}</p>;
  return (
    <AreaField
      label={people ? words.profiles : words.companies}
      hint={people ? words.profilesHint : words.companiesHint}
      error={error}
      rows={5}
      value={draft.tracked}
      onInput={onInput}
    />
  );
}
