import { useState } from "preact/hooks";

import { TextField, focusInvalid } from "../../shared/components/field.tsx";
import { Icon } from "../../shared/components/icon.tsx";
import { href } from "../lib/route.ts";
import { strings } from "../lib/strings.ts";
import type { Filters } from "../model/post-filters.ts";
import { addView, isSameView } from "../model/saved-view.ts";
import { toast } from "../state/toasts.ts";
import { useSavedViews } from "../state/views.ts";

const words = strings.views;

/** The saved filters of this page. They are links, so that each can also be opened in a new tab. */
export function SavedViews({ path, filters }: { path: readonly string[]; filters: Filters }) {
  const { items, change } = useSavedViews();
  const [naming, setNaming] = useState(false);
  const page = href(path);
  const views = items.filter((view) => view.page === page);
  const shown = views.find((view) => isSameView(view, filters));
  const canSave = !shown && Object.values(filters).some(Boolean);
  if (views.length === 0 && !canSave) return null;
  return (
    <nav class="row views" aria-label={words.label}>
      {views.map((view) => (
        <a key={view.name} class="chip" href={href(path, view.filters)} aria-current={view === shown ? "true" : undefined}>
          <Icon name="star" />
          <bdi>{view.name}</bdi>
        </a>
      ))}
      {shown && (
        <button type="button" class="button small" onClick={() => change((all) => all.filter((each) => each.page !== page || each.name !== shown.name))}>
          {words.remove}
          <span class="visually-hidden">
            {" "}
            <bdi>{shown.name}</bdi>
          </span>
        </button>
      )}
      {canSave && !naming && (
        <button type="button" class="button small" onClick={() => setNaming(true)}>
          <Icon name="star" />
          {words.save}
        </button>
      )}
      {canSave && naming && (
        <NameForm
          onCancel={() => setNaming(false)}
          onSave={(name) => {
            change((all) => addView(all, { name, page, filters }));
            setNaming(false);
            toast(words.saved(name));
          }}
        />
      )}
    </nav>
  );
}

function NameForm({ onSave, onCancel }: { onSave: (name: string) => void; onCancel: () => void }) {
  const [name, setName] = useState("");
  const [tried, setTried] = useState(false);
  return (
    <form
      class="row name-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (name.trim()) onSave(name.trim());
        else focusInvalid(event.currentTarget);
      }}
      onKeyDown={(event) => event.key === "Escape" && onCancel()}
    >
      <TextField label={words.name} focus maxLength={60} error={tried && !name.trim() ? strings.form.required(words.name) : undefined} value={name} onInput={setName} />
      <button class="button small primary">{strings.common.save}</button>
      <button type="button" class="button small" onClick={onCancel}>
        {strings.common.cancel}
      </button>
    </form>
  );
}
