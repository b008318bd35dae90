import { useEffect, useRef, useState } from "preact/hooks";

import { CheckField, SelectField, TextField, focusInvalid, focusUnfinished } from "../../shared/components/field.tsx";
import { Icon } from "../../shared/components/icon.tsx";
import type { Kind } from "../../shared/model/watchlist.ts";
import { strings } from "../lib/strings.ts";
import { splitCommas } from "../model/arguments.ts";
import { type Filters, type Switch, type TextFilter, activeFilters, postTypes, sorts, supportsFilter, toggleValue } from "../model/post-filters.ts";

const words = strings.posts;

const boxes: { name: Switch; label: string; hint?: string }[] = [
  { name: "lang", label: words.english },
  { name: "is_saved", label: words.saved, hint: words.savedHint },
  { name: "trending", label: words.trending, hint: words.trendingHint },
  { name: "interacted", label: words.interacted },
];

interface Props {
  kind: Kind;
  filters: Filters;
  /** The watchlist's labels, as suggestions. */
  labels: readonly string[];
  /** Whether the order cannot be chosen, because the feed merges several watchlists by time. */
  fixedOrder?: boolean;
  /** Called with the new filters. `replace` is set for a new order, so that stepping through the orders by arrow keys adds no history entries. */
  onApply: (filters: Filters, options?: { replace: boolean }) => void;
}

/** Filters and order of the feed. A new order applies at once; filters apply with the button. */
export function PostFilters({ kind, filters, labels, fixedOrder = false, onApply }: Props) {
  const more = useRef<HTMLDetailsElement>(null);
  return (
    <div class="filters">
      {!fixedOrder && (
        <SelectField label={words.sort} value={filters.sort_by ?? "recent"} onInput={(sort_by) => onApply({ ...filters, sort_by: sort_by === "recent" ? "" : sort_by }, { replace: true })}>
          {sorts.map((each) => (
            <option key={each} value={each}>
              {words.sorts[each]}
            </option>
          ))}
        </SelectField>
      )}
      <details class="filters-more" ref={more}>
        <summary data-key="filters">{words.filters}</summary>
        <FilterForm
          kind={kind}
          filters={filters}
          labels={labels}
          onApply={(to) => {
            onApply(to);
            // The pressed button is hidden with the form, so the summary gets the focus.
            if (more.current) more.current.open = false;
            more.current?.querySelector("summary")?.focus();
          }}
        />
      </details>
      <ActiveFilters filters={filters} onApply={onApply} />
    </div>
  );
}

/** The active filters, each as a button that removes it. */
function ActiveFilters({ filters, onApply }: Pick<Props, "filters" | "onApply">) {
  const active = activeFilters(filters);
  if (active.length === 0) return null;
  const valueOf = (name: TextFilter | Switch) => {
    const box = boxes.find((each) => each.name === name);
    return box ? box.label : `${words.filterNames[name as TextFilter]}: ${filters[name]}`;
  };
  return (
    <div class="row chips">
      {active.map((name) => (
        <button key={name} type="button" class="chip" aria-label={words.removeFilter(valueOf(name))} onClick={() => onApply({ ...filters, [name]: undefined })}>
          <bdi>{valueOf(name)}</bdi>
          <Icon name="close" />
        </button>
      ))}
      <button type="button" class="button small" onClick={() => onApply({ sort_by: filters.sort_by ?? "" })}>
        {words.clear}
      </button>
    </div>
  );
}

function FilterForm({ kind, filters, labels, onApply }: Pick<Props, "kind" | "filters" | "labels"> & { onApply: (filters: Filters) => void }) {
  const [draft, setDraft] = useState(filters);
  // The form stays mounted, so that it keeps the focus. The filters in the address can also change by the back button.
  useEffect(() => setDraft(filters), [JSON.stringify(filters)]);
  const set = (name: TextFilter | Switch, value: string) => setDraft((before) => ({ ...before, [name]: value || undefined }));
  const text = (name: TextFilter) => ({ label: words.filterNames[name], value: draft[name] ?? "", onInput: (value: string) => set(name, value) });
  const reversed = Boolean(draft.start_date && draft.end_date && draft.end_date < draft.start_date);
  const supports = (name: TextFilter | Switch) => supportsFilter(kind, name);
  const chosen = splitCommas(draft.labels ?? "");
  return (
    <form
      class="filters-fields"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (focusUnfinished(event.currentTarget)) return;
        if (reversed) focusInvalid(event.currentTarget);
        else onApply(draft);
      }}
    >
      {supports("search_term") && <TextField type="search" {...text("search_term")} />}
      <div class="stack tight">
        <TextField hint={words.labelsHint} {...text("labels")} />
        {labels.length > 0 && (
          <div class="row" role="group" aria-label={words.knownLabels}>
            {labels.map((label) => (
              <button key={label} type="button" class="chip" aria-pressed={chosen.includes(label)} onClick={() => set("labels", toggleValue(draft.labels ?? "", label))}>
                <bdi>{label}</bdi>
              </button>
            ))}
          </div>
        )}
      </div>
      <TextField type="date" hint={words.datesHint} {...text("start_date")} />
      <TextField type="date" error={reversed ? words.datesReversed : undefined} hint={words.datesHint} {...text("end_date")} />
      {supports("post_type") && (
        <SelectField {...text("post_type")}>
          <option value="">{strings.common.all}</option>
          {postTypes.map((each) => (
            <option key={each} value={each}>
              {words.types[each]}
            </option>
          ))}
        </SelectField>
      )}
      {supports("people_slug") && <TextField hint={words.slugsHint} {...text("people_slug")} />}
      {supports("company_slug") && <TextField hint={words.slugsHint} {...text("company_slug")} />}
      {supports("seniority_level") && <TextField hint={words.seniorityHint} {...text("seniority_level")} />}
      <div class="filters-boxes">
        {boxes
          .filter(({ name }) => supports(name))
          .map(({ name, label, hint }) => (
            <CheckField key={name} label={label} hint={hint} value={draft[name] === "yes"} onInput={(on) => set(name, on ? "yes" : "")} />
          ))}
      </div>
      <div class="row">
        <button class="button primary">{words.apply}</button>
      </div>
    </form>
  );
}
