/** A Vite plugin that preloads the fonts, which are needed at the first paint, before the style sheet is read. */
export const preloadFonts = {
  name: "preload-fonts",
  transformIndexHtml: {
    order: "post",
    handler: (_, { bundle = {} }) =>
      Object.keys(bundle)
        .filter((file) => file.endsWith(".woff2"))
        .map((file) => ({ tag: "link", attrs: { rel: "preload", as: "font", type: "font/woff2", crossorigin: "", href: file }, injectTo: "head" })),
  },
};
