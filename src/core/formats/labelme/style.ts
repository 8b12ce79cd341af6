/** Which of the two programs is written for. */
export type Style = 'labelme' | 'xanylabeling';
