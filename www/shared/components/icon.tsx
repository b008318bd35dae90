const paths = {
  overview: "M4 13h6V4H4zM14 20h6v-9h-6zM4 20h6v-3H4zM14 4v3h6V4z",
  watchlists: "M2.5 12S6 5.500 12 5.500 21.500 12 21.500 12 18 18.500 12 18.500 2.500 12 2.500 12zM12 14.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z",
  linkedin: "M12 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM5 20c.5-4 3.300-6 7-6s6.500 2 7 6",
  usage: "M4 20V10M10 20V4M16 20v-7M21 20H3",
  tryIt: "M5 7l5 5-5 5M12.500 18H20",
  back: "M14 6l-6 6 6 6",
  external: "M14 4h6v6M20 4l-9 9M18 14v6H4V6h6",
  plus: "M12 5v14M5 12h14",
  close: "M6 6l12 12M18 6L6 18",
  check: "M5 12.500l4.500 4.500L19 7",
  warning: "M12 4L2.500 20h19zM12 10v4.500M12 17.500v.2",
  pause: "M9 6v12M15 6v12",
  play: "M8 5.500v13l10-6.500z",
  pencil: "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3",
  trash: "M5 7h14M10 7V4.500h4V7M7 7l1 13h8l1-13",
  like: "M7 20H4v-9h3zM7 11l4-7c1.500 0 2.500 1 2.500 2.500V10H19c1 0 1.500 1 1.300 2l-1.500 6.500c-.2 1-1 1.500-2 1.500H7",
  comment: "M4 5h16v11H11l-5 4v-4H4z",
  share: "M15 5l5 5-5 5M20 10H10c-4 0-6 3-6 8",
  download: "M12 4v11M7 11l5 5 5-5M4 20h16",
  offline: "M3 3l18 18M5 12a10 10 0 0 1 4-2.500M2 8.500a15 15 0 0 1 4-2.500M10.500 5A15 15 0 0 1 22 8.500M15 10a10 10 0 0 1 4 2M8.500 15.500A5 5 0 0 1 12 14M12 19v.1",
  flask: "M9 4h6M10 4v6l-5.500 9c-.3.600 0 1 .7 1h13.600c.7 0 1-.4.700-1L14 10V4M7.500 15h9",
  system: "M4 5h16v11H4zM9 20h6M12 16v4",
  light: "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 2.500v2M12 19.500v2M2.500 12h2M19.500 12h2M5.300 5.300l1.400 1.400M17.300 17.300l1.400 1.400M5.300 18.700l1.400-1.400M17.300 6.700l1.400-1.400",
  dark: "M20 14.500A8.500 8.500 0 0 1 9.500 4 8.500 8.500 0 1 0 20 14.500z",
  options: "M4 7h9M18 7h2M15.500 4.500v5M4 17h2M11 17h9M8.500 14.500v5",
  panel: "M4 5h16v14H4zM14 5v14",
  refresh: "M20 11a8 8 0 0 0-14-4.500L4 9M4 4v5h5M4 13a8 8 0 0 0 14 4.500L20 15M20 20v-5h-5",
  posts: "M5 4h14v16H5zM8.500 8.500h7M8.500 12h7M8.500 15.500h4",
  table: "M4 5h16v14H4zM4 10h16M4 14.500h16M10 10v9",
  cards: "M4 4h16v6.500H4zM4 13.500h16V20H4z",
  search: "M10.500 17a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13zM15.500 15.500L20 20",
  star: "M12 4l2.500 5.200 5.500.8-4 4 1 5.700-5-2.700-5 2.700 1-5.700-4-4 5.500-.8z",
  connect: "M9 15l6-6M10.500 6.500L13 4a4.500 4.500 0 0 1 6.500 6.500L17 13M13.500 17.500L11 20a4.500 4.500 0 0 1-6.500-6.500L7 11",
  activity: "M3 12h4l3-8 4 16 3-8h4",
  settings: "M12 15.500a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM12 3v3M12 18v3M3 12h3M18 12h3M5.600 5.600l2.200 2.200M16.200 16.200l2.200 2.200M5.600 18.400l2.200-2.200M16.200 7.800l2.200-2.200",
  menu: "M4 7h16M4 12h16M4 17h16",
  signOut: "M14 4H5v16h9M11 12h10M17 8l4 4-4 4",
} as const;

export type IconName = keyof typeof paths;

/** An icon beside a text. The text carries the meaning, so screen readers skip the icon. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
