import { useEffect, useId, useMemo, useRef, useState } from "preact/hooks";

import { kinds } from "../../shared/model/watchlist.ts";
import { operationsQuery } from "../api/queries.ts";
import { listWatchlists } from "../api/watchlists.ts";
import { href } from "../lib/route.ts";
import { strings } from "../lib/strings.ts";
import { type Command, searchCommands } from "../model/commands.ts";
import { isTask } from "../model/operations.ts";
import { taskTitle } from "../model/task-title.ts";
import { navigate } from "../state/navigation.ts";
import { overlay } from "../state/overlays.ts";
import { readQuery } from "../state/resource.ts";
import { tasks } from "../state/tasks.ts";
import { shownPages } from "./pages-list.ts";

const words = strings.palette;

/** A search over pages, watchlists, operations and tasks. */
export function CommandPalette() {
  return overlay.value === "palette" ? <Palette /> : null;
}

function Palette() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const id = useId();
  const commands = useCommands();
  const [text, setText] = useState("");
  const [active, setActive] = useState(0);
  const found = useMemo(() => searchCommands(commands, text), [commands, text]);
  const chosen = found[Math.min(active, found.length - 1)];

  function run(command: Command | undefined) {
    if (!command) return;
    dialog.current?.close();
    navigate(command.to);
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && found.length > 0) {
      event.preventDefault();
      setActive((Math.min(active, found.length - 1) + step + found.length) % found.length);
    } else if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      run(chosen);
    }
  }

  return (
    <dialog ref={dialog} class="dialog palette" aria-label={words.title} onClose={() => (overlay.value = "none")} onClick={(event) => event.target === dialog.current && dialog.current?.close()}>
      <input
        type="text"
        role="combobox"
        dir="auto"
        aria-label={words.label}
        placeholder={words.label}
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={chosen && `${id}-${found.indexOf(chosen)}`}
        autoComplete="off"
        spellcheck={false}
        value={text}
        onInput={(event) => {
          setText(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <p class="visually-hidden" role="status">
        {found.length > 0 ? words.count(found.length) : words.none}
      </p>
      <ul id={id} role="listbox" aria-label={words.title} class="palette-list">
        {found.map((command, index) => (
          <li
            key={`${command.group} ${command.to}`}
            id={`${id}-${index}`}
            role="option"
            aria-selected={command === chosen}
            ref={(row) => void (command === chosen && row?.scrollIntoView({ block: "nearest" }))}
            onClick={() => run(command)}
          >
            <bdi>{command.name}</bdi>
            <span class="quiet">{words.groups[command.group]}</span>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p class="quiet palette-none">{words.none}</p>}
    </dialog>
  );
}

/** All commands. Pages and tasks are known at once; watchlists and operations are added when they are loaded. Failures are ignored. */
function useCommands(): Command[] {
  const [loaded, setLoaded] = useState<{ operations: Command[]; watchlists: Command[] }>({ operations: [], watchlists: [] });
  useEffect(() => {
    const left = new AbortController();
    const show = (part: Partial<typeof loaded>) => !left.signal.aborted && setLoaded((before) => ({ ...before, ...part }));
    readQuery(operationsQuery()).then((all) => show({ operations: all.map(operationCommand) }), () => {});
    void Promise.allSettled(kinds.map((kind) => listWatchlists(kind, left.signal).then((all) => all.map(({ id, name }) => watchlistCommand(kind, id, name))))).then((lists) =>
      show({ watchlists: lists.flatMap((list) => (list.status === "fulfilled" ? list.value : [])) }),
    );
    return () => left.abort();
  }, []);
  return useMemo(
    () => [
      ...shownPages().map(({ path, name }): Command => ({ group: "page", name, to: href(path) })),
      ...loaded.watchlists,
      ...tasks.value.map(({ operation, subject = "" }): Command => ({ group: "task", name: [taskTitle(operation), subject].filter(Boolean).join(": "), to: href(["linkedin"]) })),
      ...loaded.operations,
    ],
    [loaded, tasks.value],
  );
}

function operationCommand(operation: Parameters<typeof isTask>[0] & { name: string; summary: string }): Command {
  const { name, summary } = operation;
  const title = taskTitle(name);
  return { group: "operation", name: title === name ? name : `${title} (${name})`, about: summary, to: isTask(operation) ? href(["linkedin", name]) : href(["try", name]) };
}

function watchlistCommand(kind: string, id: string, name: string): Command {
  return { group: "watchlist", name, about: kind, to: href(["watchlists", kind, id]) };
}
