<p class="lead">Styrgruppen har antagit planen för {{ organisation }}. <strong>Samordnaren för området lämnar den nu till departementet.</strong></p>
<h{{ level }}>Vad som händer sedan</h{{ level }}>
<ul>
<li>Regeringen tar ställning till om planen ska genomföras. Vi hör av oss när det är klart.</li>
<li>Börja förbereda det som är er del. Det ni redan kan göra i det ordinarie arbetet behöver inte vänta.</li>
<li>Ändras något hos er som påverkar vad ni bidrar med, svara på mejlet.</li>
</ul>
<p>Du får mejlet för att du {{ duty }}.</p>
