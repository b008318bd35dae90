import { useState } from "preact/hooks";

import { SelectField } from "../../shared/components/field.tsx";
import { Icon } from "../../shared/components/icon.tsx";
import { formatNumber } from "../../shared/lib/format.ts";
import { type Watchlist, frequencies } from "../../shared/model/watchlist.ts";
import { strings } from "../lib/strings.ts";
import type { Selection } from "../state/selection.ts";
import type { WatchlistChanges } from "../state/watchlist-changes.ts";

const words = strings.watchlists;

interface Props {
  chosen: readonly Watchlist[];
  shown: readonly Watchlist[];
  selection: Selection;
  changes: WatchlistChanges;
}

/** Actions on several watchlists. */
export function WatchlistBulk({ chosen, shown, selection, changes }: Props) {
  if (chosen.length === 0) return null;
  const { changeAll, erase } = changes;
  const pause = (disable: boolean) => void changeAll(chosen, { disable }, disable ? words.pausedMany : words.resumedMany);
  return (
    <section class="chosen-bar" aria-label={strings.posts.selection}>
      <p role="status">{words.selected(formatNumber(chosen.length))}</p>
      <div class="row">
        {chosen.length < shown.length && (
          <button type="button" class="button small" onClick={() => selection.add(shown.map(({ id }) => id))}>
            {words.selectAll(formatNumber(shown.length))}
          </button>
        )}
        <button type="button" class="button small" onClick={() => pause(true)}>
          <Icon name="pause" />
          {words.pause}
        </button>
        <button type="button" class="button small" onClick={() => pause(false)}>
          <Icon name="play" />
          {words.resume}
        </button>
        <Frequency onSet={(fetchFreqInHours) => void changeAll(chosen, { fetchFreqInHours }, words.frequencyMany)} />
        <button
          type="button"
          class="button small"
          onClick={() => {
            erase(chosen, () => document.querySelector<HTMLElement>(".rows a")?.focus());
            selection.clear();
          }}
        >
          <Icon name="trash" />
          {words.delete}
        </button>
        <button type="button" class="button small" onClick={selection.clear}>
          {strings.posts.clearSelection}
        </button>
      </div>
    </section>
  );
}

/** A select with a button. The arrow keys step through the values, and not every step must be sent. */
function Frequency({ onSet }: { onSet: (hours: number) => void }) {
  const [hours, setHours] = useState(String(frequencies[3]));
  return (
    <form
      class="row inline"
      onSubmit={(event) => {
        event.preventDefault();
        onSet(Number(hours));
      }}
    >
      <SelectField label={strings.watchlistForm.frequency} value={hours} onInput={setHours}>
        {frequencies.map((each) => (
          <option key={each} value={String(each)}>
            {words.every(each)}
          </option>
        ))}
      </SelectField>
      <button class="button small">{words.setFrequency}</button>
    </form>
  );
}
