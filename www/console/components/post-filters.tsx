import { useEffect, useState } from "preact/hooks";

import { CheckField, SelectField, TextField } from "../../shared/components/field.tsx";
import type { Kind } from "../../shared/model/watchlist.ts";
import { strings } from "../lib/strings.ts";
import { type Filters, type Switch, type TextFilter, countFilters, postTypes, sorts, supportsFilter } from "../model/post-filters.ts";

const words = strings.posts;

const boxes: { name: Switch; label: string }[] = [
  { name: "lang", label: words.english },
  { name: "is_saved", label: words.saved },
  { name: "trending", label: words.trending },
  { name: "interacted", label: words.interacted },
];

/** Filters and order of the feed. A new order applies at once, filters with the button. */
interface Props {
  kind: Kind;
  filters: Filters;
  /** `replace`: a step of the arrow keys through the orders adds no history entry. */
  onApply: (filters: Filters, options?: { replace: boolean }) => void;
}

export function PostFilters({ kind, filters, onApply }: Props) {
  const [draft, setDraft] = useState(filters);
  // The form stays mounted, so that it keeps the focus; the address may change by the back button too.
  useEffect(() => setDraft(filters), [JSON.stringify(filters)]);
  const set = (name: TextFilter | Switch, value: string) => setDraft((before) => ({ ...before, [name]: value || undefined }));
  const text = (name: TextFilter) => ({ value: draft[name] ?? "", onInput: (value: string) => set(name, value) });
  const reversed = Boolean(draft.start_date && draft.end_date && draft.end_date < draft.start_date);
  const count = countFilters(filters);
  return (
    <form
      class="filters"
      onSubmit={(event) => {
        event.preventDefault();
        if (!reversed) onApply(draft);
      }}
    >
      <SelectField label={words.sort} value={draft.sort_by ?? "recent"} onInput={(sort_by) => onApply({ ...draft, sort_by: sort_by === "recent" ? "" : sort_by }, { replace: true })}>
        {sorts.map((each) => (
          <option key={each} value={each}>
            {words.sorts[each]}
          </option>
        ))}
      </SelectField>
      <details class="filters-more" open={count > 0}>
        <summary>
          {words.filters}
          {count > 0 && <span class="tag">{count}</span>}
        </summary>
        <div class="filters-fields">
          {supportsFilter(kind, "search_term") && <TextField label={words.search} type="search" {...text("search_term")} />}
          <TextField label={words.labels} hint={words.labelsHint} {...text("labels")} />
          <TextField label={words.from} type="date" hint={words.datesHint} {...text("start_date")} />
          <TextField label={words.to} type="date" error={reversed ? words.datesReversed : undefined} hint={words.datesHint} {...text("end_date")} />
          {supportsFilter(kind, "post_type") && (
            <SelectField label={words.type} {...text("post_type")}>
              <option value="">{strings.common.all}</option>
              {postTypes.map((each) => (
                <option key={each} value={each}>
                  {words.types[each]}
                </option>
              ))}
            </SelectField>
          )}
          <div class="filters-boxes">
            {boxes
              .filter(({ name }) => supportsFilter(kind, name))
              .map(({ name, label }) => (
                <CheckField key={name} label={label} value={draft[name] === "yes"} onInput={(on) => set(name, on ? "yes" : "")} />
              ))}
          </div>
          <div class="row">
            <button class="button primary">{words.apply}</button>
            {count > 0 && (
              <button type="button" class="button" onClick={() => onApply({ sort_by: draft.sort_by ?? "" })}>
                {words.clear}
              </button>
            )}
          </div>
        </div>
      </details>
    </form>
  );
}
