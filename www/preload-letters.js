/** A plugin of Vite: the letters are wanted at the first paint, before the style sheet has named them. */
export const preloadLetters = {
  name: "preload-letters",
  transformIndexHtml: {
    order: "post",
    handler: (_, { bundle = {} }) =>
      Object.keys(bundle)
        .filter((file) => file.endsWith(".woff2"))
        .map((file) => ({ tag: "link", attrs: { rel: "preload", as: "font", type: "font/woff2", crossorigin: "", href: `/${file}` }, injectTo: "head" })),
  },
};
