/* avow serve: a file that is dropped on a form goes into its file field. Everything else works without a script. */
(() => {
  for (const form of document.querySelectorAll('form[data-drop]')) {
    const file = form.querySelector('input[type=file]');
    const over = on => event => { event.preventDefault(); form.classList.toggle('over', on); };
    form.addEventListener('dragover', over(true));
    form.addEventListener('dragleave', over(false));
    form.addEventListener('drop', event => {
      over(false)(event);
      if (event.dataTransfer.files.length === 0) return;
      file.files = event.dataTransfer.files;
      form.requestSubmit();
    });
  }
})();
