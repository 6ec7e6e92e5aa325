/** A small VCF with what BCF2 packs in its own ways: missing values, vectors of uneven length, all integer widths, floats, mixed ploidy, text. */
export const plainVcf = `##fileformat=VCFv4.2
##FILTER=<ID=PASS,Description="All filters passed">
##FILTER=<ID=q10,Description="low, \\"really\\" ,IDX=9,">
##FILTER=<ID=s50,Description="x">
##contig=<ID=chr1,length=248956422>
##contig=<ID=chr10,length=133797422>
##INFO=<ID=DP,Number=1,Type=Integer,Description="d">
##INFO=<ID=AF,Number=A,Type=Float,Description="a">
##INFO=<ID=DB,Number=0,Type=Flag,Description="f">
##INFO=<ID=ANN,Number=.,Type=String,Description="s">
##INFO=<ID=N,Number=.,Type=Integer,Description="n">
##INFO=<ID=END,Number=1,Type=Integer,Description="e">
##FORMAT=<ID=GT,Number=1,Type=String,Description="g">
##FORMAT=<ID=AD,Number=R,Type=Integer,Description="g">
##FORMAT=<ID=DP,Number=1,Type=Integer,Description="g">
##FORMAT=<ID=GL,Number=G,Type=Float,Description="g">
##FORMAT=<ID=FT,Number=1,Type=String,Description="g">
##FORMAT=<ID=PS,Number=1,Type=Integer,Description="g">
#CHROM	POS	ID	REF	ALT	QUAL	FILTER	INFO	FORMAT	S1	S2
chr1	1000	rs1;x2	A	C	29.5	PASS	DP=127;AF=0.5;DB	GT:AD:DP	0/1:10,12:22	1|0:300,70000:-1
chr1	1001	.	ACGTACGTACGTACGTACGT	A,*	.	q10;s50	DP=-120;AF=1e-05,0.333333	GT:GL:FT	1/2:-1.5,.,0,1e+06,3.25,99:PASS	.:.:lowlong
chr1	1002	.	G	.	0	.	DP=-121;END=1500	GT	0/0	0
chr1	1003	.	T	<DEL>	1234.56	s50	END=5000;ANN=a|b,Ünï;N=.,128,32768,-32761	GT:PS	0|1:1003	./.:.
chr10	94781859	rs4244285	G	A	1e+06	PASS	N=1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,2147483647	GT:AD	1|1:.,5	0/0/1:.
chr10	94781900	.	G	A]chr1:33],C	.	.	.	GT	.|2	1
chr10	94781901	.	G	A	3.14159	.	.	.	.	.
`

/** The same written by bcftools 1.16 (`view -Ob`), Base64. */
export const packedBcf =
  'H4sIBAAAAAAA/wYAQkMCADoDlZRdT9NgFMfPuo7RAeKD6O4UmC/RNGTtxpsypGx0LhljbPPlAi4GlrGkbKOrCokJ2xV8AxJjNPFCE2Li' +
  'R9CE6I1e+AG89/WOCy/naZ9WaUUDW87WtP/fOf9zzvZMxWWGCbAAodByWVWWq9pqUY/disv3o4NiIBSSU+nCdC42nkrEslI+zyeU+pJW' +
  'runlaiU2IKlqH1K6otX7asV6Xbk7wKcSd2LhCSe5JoSdoFp9wPfND2hKUVU35gf6TGqMp7TgoutDLnqd6kRDt1St6OWSqVta0QReVSol' +
  'fSUmRkfHhoajovjHj0sZtqVCJDIyNmJLzeKpjDxrChNZPnNvdVHRYgJf2KgpsVRFV0qK5vRjdR1xoJJsoxJFZbVa1J1gkYJRZ80pGwzb' +
  'YLHk5JYpN+QsmMnY4CAF87pWrrjQOkWHHagbPLTLCiVHHOR0JnGUCSmUHTU3O5ubkQomnSy44MMclyg75mKl34Vz/ylswULYRR9tsaUD' +
  'iz1oO23DyX+u1i4suFj5GC0LogvO5o/hWjBsx2/kZme47GyeSyW43LTMSekCN3dTSnP0D8YZm+RoCS4vcHkxABEAOAf09dkL4DGvfkhe' +
  'YPAN3pJWF66ti0EpGCdAvGSTsKdRcJ34gHD9DMt6SSAUwDudGDzSNeIxdGdaMt6YsTJ/wcy9+O2BxiYDXjOz/yfpleLJgjuw1JV+D4M5' +
  'tgl74eXbSyNPd3cnsBjbBk3SoQC8eW3kMROf11MA2UmAd1M0999BOreMw8xQ40mkVisluIjXfsvaV7S276HXDBpEax5/MIk99Gy1SHvP' +
  'J5/RJ8M0kyg4YUHfEHrSjXOae5SwJsX4g4Xb44np9ARhENs+Rdp2ig8X+b3Hlb1XxB9HqtEA4xNrN1otI6sPgHT1fPdCYw0fnAQ6/mfS' +
  'c5/Has5jJd/R6lExGhVHh4LJoISb8O8TYojwIc4TgMXwYbRZrbVjcBjGajqs9XRZHXRbxVqt1ibhBNbXZBiWBPobvkbzssUbud9bRui0' +
  'vfZoXkgLxpl6NRJZCMaNXwH42eZZazKG/oPFfexOTQJtAJALSvAL1OgTvIEGAAAfiwgEAAAAAAD/BgBCQwIAGwADAAAAAAAAAAAA'

/** The same after `bcftools annotate -x FILTER/s50,INFO/DP`: numbers of the dictionary are missing and out of order. Base64. */
export const sparseBcf =
  'H4sIBAAAAAAA/wYAQkMCAB0DlZRLTxNRFMfPTKfUKSBeRLtTaDVGM8HOtFCqFBk6bZ2ktKWtjwUsCg6lyTAt0/FBYkK70m9AYowmLiQh' +
  'Jn4ETYhudOEHcO9zx8JlvXcempkgkU5O5+be8zv/88jcuXSWpnd8AJHIakNVVpv6es1I3Uxn78XHhWAkkpXz1Uw5NS1LqZJYqXCS0l7R' +
  'Gy2j0dRSYVFVRzFlKHp7tFVrt5U7YU6WbqeiM25yg4+6QbV5nxtdDOtKTVU3F8OjJpXkLJon9EpTMxp1k15Z03lOVbS6sZYS4lPJicm4' +
  'IPzV8XhGHVc+FkskE46rGVQuZIumo5jlCnfXlxU9JXLVzZaSyqrNmuHOsWZlE3eB0pwDRh2wVndzqxY34RYsFBxw3AIrht7QPGjbQidd' +
  'qBeUNUOpK7qb1Cwy4SIzBclh+UNYxWKnzKEVy/Ni1aRzVQ98UMZ1i016WPGPcPkQYRvmox5aKv1P2jYd86add+DcP0frCPMeNnuEknnB' +
  'A5cqR8iaJ2mnr5eL82ypWGFliS1nsqyYr7ILN8Q8a307LJkka0mwFZ6tCEG4DABnwfp9wZ8tZa5+ijSQB3x1vc1ffSCExFAaAWJO4cNr' +
  'yA+IHaMZxoeCkSDeGcDGYbKFKEA+dLon4o15O+pXHHUEvynobFHgM6MGfqERMZ2reg3LXEIUYs6/ench8Xx3dwbrMH3QRf0KwNs3JIQZ' +
  '85whA5RmAd7PkT36AEMDj8gFQ7zx7aA2tTqM4XXAzuobzmqfstYUfmj8CoRygI4Nf/aT6mi6m8Nnx23/79j/2RDuzMITyWf1hg6Eqrem' +
  'pUx+BhHs8UnUt117uMztPdX2XqNAGlOdDpB/LNvp9UhUPwAaHP7hg84GPjhhigO8EF/6Kbsuyg6+rbfjQjwuTE2EciERKwT2ESJO+BB3' +
  'EYDB5sfWZ1d1DBuLjQyk3x7KoF3BkC3W6/W2EMsz/i5NMyg41vF3uhdtnsT+YCdiNdrndGVHXCJX4ZVYbCmUJrOHANM9A073AD7a3Kch' +
  'eRasAgBzIRF+A+BinSMQBgAAH4sIBAAAAAAA/wYAQkMCABsAAwAAAAAAAAAAAA=='

/** The bytes of a Base64 text. */
export const fromBase64 = (text: string): Uint8Array => Uint8Array.from(atob(text), (c) => c.charCodeAt(0))
