/** Tabs, each of which is a link to a page, so that it has an address and the back button works. */
export function Tabs({ label, tabs }: { label: string; tabs: { name: string; to: string; here: boolean }[] }) {
  return (
    <nav class="tabs" aria-label={label}>
      {tabs.map(({ name, to, here }) => (
        <a key={to} href={to} aria-current={here ? "page" : undefined}>
          {name}
        </a>
      ))}
    </nav>
  );
}
