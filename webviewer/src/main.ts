document.body.textContent = 'stub';
