import { useId, useRef, useState } from "preact/hooks";

import { focusInvalid } from "../../shared/components/field.tsx";
import { type IconName, Icon } from "../../shared/components/icon.tsx";
import { RelativeTime } from "../../shared/components/relative-time.tsx";
import { formatNumber, parseDate } from "../../shared/lib/format.ts";
import { type Kind, type Watchlist, type WatchlistChange, wordsOf } from "../../shared/model/watchlist.ts";
import { href } from "../lib/route.ts";
import { strings } from "../lib/strings.ts";

const words = strings.watchlists;
const SHOWN_WORDS = 5;

interface Props {
  kind: Kind;
  watchlist: Watchlist;
  chosen: boolean;
  onChoose: () => void;
  onChange: (to: WatchlistChange, done: string) => void;
  onDelete: () => void;
}

/** A watchlist in the list of watchlists. */
export function WatchlistRow({ kind, watchlist, chosen, onChoose, onChange, onDelete }: Props) {
  const [renaming, setRenaming] = useState(false);
  const row = useRef<HTMLDivElement>(null);
  const renamed = () => {
    setRenaming(false);
    requestAnimationFrame(() => row.current?.querySelector("button")?.focus());
  };
  const { id, name, disable } = watchlist;
  return (
    <div ref={row} class={disable ? "row-item paused" : "row-item"}>
      <input type="checkbox" class="row-choice" aria-label={words.select(name)} checked={chosen} onChange={onChoose} />
      <div class="row-main">
        {renaming ? (
          <Rename
            name={name}
            onDone={(to) => {
              renamed();
              if (to !== name) onChange({ name: to }, words.renamedDone(to));
            }}
            onCancel={renamed}
          />
        ) : (
          <h2 class="row-name">
            <a id={rowLinkId(id)} href={href(["watchlists", kind, id])} dir="auto">
              {name}
            </a>
            {disable && <span class="tag warn">{words.paused}</span>}
          </h2>
        )}
        <Facts kind={kind} watchlist={watchlist} />
      </div>
      <div class="row-actions">
        <RowButton icon="pencil" name={words.rename} of={name} onClick={() => setRenaming(true)} />
        <RowButton
          icon={disable ? "play" : "pause"}
          name={disable ? words.resume : words.pause}
          of={name}
          onClick={() => onChange({ disable: !disable }, disable ? words.resumedDone(name) : words.pausedDone(name))}
        />
        <a class="button small" href={href(["watchlists", kind, id, "edit"])}>
          {words.edit}
          <span class="visually-hidden">
            {" "}
            <bdi>{name}</bdi>
          </span>
        </a>
        <RowButton icon="trash" name={words.delete} of={name} onClick={onDelete} />
      </div>
    </div>
  );
}

/** The element id of the link to a watchlist, which gets the focus after an undone deletion. */
export function rowLinkId(watchlist: string): string {
  return `watchlist-${watchlist}`;
}

function Facts({ kind, watchlist }: { kind: Kind; watchlist: Watchlist }) {
  const { fetchFreqInHours, createdAt, tracked } = watchlist;
  const created = parseDate(createdAt);
  const all = [...wordsOf(watchlist), ...watchlist.slugs];
  return (
    <p class="facts-line">
      {all.slice(0, SHOWN_WORDS).map((word, index) => (
        <span key={index} class="tag" dir="auto">
          {word}
        </span>
      ))}
      {all.length > SHOWN_WORDS && <span class="tag">+{all.length - SHOWN_WORDS}</span>}
      {tracked !== undefined && watchlist.slugs.length === 0 && <span>{words.tracked(formatNumber(tracked), kind)}</span>}
      {fetchFreqInHours !== undefined && <span>{words.every(fetchFreqInHours)}</span>}
      {created && (
        <span>
          {words.createdAt} <RelativeTime at={created} />
        </span>
      )}
    </p>
  );
}

function Rename({ name, onDone, onCancel }: { name: string; onDone: (name: string) => void; onCancel: () => void }) {
  const [value, setValue] = useState(name);
  const [tried, setTried] = useState(false);
  const error = tried && !value.trim();
  const id = useId();
  return (
    <form
      class="rename"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (value.trim()) onDone(value.trim());
        else focusInvalid(event.currentTarget);
      }}
      onKeyDown={(event) => event.key === "Escape" && onCancel()}
    >
      <input
        dir="auto"
        aria-label={words.renameOf(name)}
        aria-invalid={error || undefined}
        aria-describedby={error ? id : undefined}
        value={value}
        required
        maxLength={200}
        ref={focusAll}
        onInput={(event) => setValue(event.currentTarget.value)}
      />
      <button class="button small primary">{strings.common.save}</button>
      <button type="button" class="button small" onClick={onCancel}>
        {strings.common.cancel}
      </button>
      {error && (
        <p class="field-error" id={id} role="alert">
          {strings.watchlistForm.needName}
        </p>
      )}
    </form>
  );
}

// Declared outside the component, because Preact would call a new function after every rendering, and select the text again.
function focusAll(input: HTMLInputElement | null): void {
  input?.focus();
  input?.select();
}

function RowButton({ icon, name, of, onClick }: { icon: IconName; name: string; of: string; onClick: () => void }) {
  return (
    <button type="button" class="button small" onClick={onClick}>
      <Icon name={icon} />
      <span>{name}</span>
      <span class="visually-hidden">
        {" "}
        <bdi>{of}</bdi>
      </span>
    </button>
  );
}
