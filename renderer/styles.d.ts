/** Style sheets are taken by Vite; to the type checker they are modules without exports. */
declare module '*.css';
